import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pinSubject } from '@pawl/core'
import { verifierPool } from '@pawl/workers'
import { describe, expect, it } from 'vitest'
import { evidenceOf, factsOf, filesIn, foldersIn, readText, verifyVector } from './vector-files.ts'

const REJECTED = foldersIn('rejected').flatMap((code) =>
  foldersIn(`rejected/${code}`).map((name) => `rejected/${code}/${name}`),
)
// A thread of its own for every trust configuration, each of which takes a while to begin: every sixth vector, and none that is padded to 16 MiB.
const PATHS = [...REJECTED, ...foldersIn('accepted').map((name) => `accepted/${name}`)].filter(
  (path, index) => index % 6 === 0 && factsOf(path).padTo === undefined,
)

describe('a thread', () => {
  it.each(PATHS)('says of %s what is said here, to the last member', async (path) => {
    const { subject, verifiedAt } = factsOf(path)
    const names = filesIn(path).filter((name) => !/^(README|case|trust\.json|evidence)/.test(name))
    const files = new Map(names.map((name) => [name, readFileSync(join(import.meta.dirname, path, name))]))
    const written: unknown = JSON.parse(readText(`${path}/trust.json`))
    const trust = { written, files, publicGood: new Uint8Array() }
    const pool = verifierPool({ trust, threads: 1, waiting: 1, heap: 256 })
    try {
      const times = { verifiedAt, validUntil: verifiedAt + 300 }
      const job = { evidence: evidenceOf(path), subject: pinSubject(subject, new Map()), times, within: 60_000 }
      expect(await pool.verify(job)).toEqual({ outcome: 'verified', image: verifyVector(path) })
    } finally {
      await pool.close()
    }
  })
})
