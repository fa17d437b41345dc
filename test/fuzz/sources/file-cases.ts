import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { Fault, pinSubject, verifyImage } from '@pawl/core'
import type * as Sources from '@pawl/sources'
import type { Random } from '../../generators/prng.ts'
import { trustOf } from '../../hostile-registry/ask.ts'
import { makeStage, type Stage } from '../../hostile-registry/stage.ts'
import { NOW } from '../../hostile-registry/task.ts'
import type { CaseEnd } from './case-end.ts'
import { FILE_WORLDS } from './file-worlds.ts'

const MOST_PIECES = 256
/** Milliseconds of work: on a busy machine it may be longer until they are done. */
const MOST_TIME = 8000

export type FilesUnderTest = Pick<typeof Sources, 'openSource' | 'SOURCE_LIMITS'>

interface Asked {
  readonly claims: readonly string[]
  readonly found: number
  readonly codes: readonly string[]
}

export function fileCampaign(sources: FilesUnderTest): (random: Random, kind: string) => Promise<CaseEnd> {
  const stage = makeStage({ referrersTag: true })
  const honest = honestClaims(stage)
  return async (random, kind) => {
    const folder = mkdtempSync(join(tmpdir(), 'pawl-fuzz-'))
    try {
      const world = FILE_WORLDS[kind]?.(random, stage, folder)
      if (world === undefined) throw new TypeError(`no kind of file is ${kind}`)
      const before = process.cpuUsage()
      const { claims, found, codes } = await askIn(sources, world.path, stage)
      const { user, system } = process.cpuUsage(before)
      const milliseconds = (user + system) / 1000
      const findings = [
        ...claims.filter((each) => !honest.includes(each)).map((each) => `a claim more: ${each}`),
        ...(found > MOST_PIECES ? [`${found} pieces`] : []),
        ...(milliseconds > MOST_TIME ? [`it took ${Math.round(milliseconds)} ms`] : []),
      ]
      return { kind, mutations: world.mutations, findings, claims: claims.length, codes }
    } finally {
      rmSync(folder, { recursive: true })
    }
  }
}

async function askIn(sources: FilesUnderTest, path: string, stage: Stage): Promise<Asked> {
  const subject = pinSubject(stage.image, new Map())
  try {
    const answer = await sources.openSource(path).envelopesOf(subject, sources.SOURCE_LIMITS)
    return { claims: claimsOf(answer.evidence, stage), found: answer.evidence.length, codes: answer.codes }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { claims: [], found: 0, codes: [error.code] }
  }
}

function claimsOf(evidence: Parameters<typeof verifyImage>[0], stage: Stage): readonly string[] {
  const times = { verifiedAt: NOW, validUntil: NOW + 300 }
  const trust = trustOf({ publicPem: stage.key.publicPem })
  const { summary } = verifyImage(evidence, pinSubject(stage.image, new Map()), trust, times)
  return summary.claims.map(({ statementDigest }) => statementDigest)
}

/** Of everything that the holder of the key signed. */
function honestClaims(stage: Stage): readonly string[] {
  const evidence = [...stage.content.blobs.values()].map((bytes) => ({ source: 'honest', bytes }))
  const claims = claimsOf(evidence, stage)
  if (new Set(claims).size !== 3) throw new TypeError(`honest files give ${claims.length} claims`)
  return claims
}
