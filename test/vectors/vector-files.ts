import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { loadTrust, pinSubject, type VerifiedImage, verifyImage } from '@pawl/core'
import type { VectorFacts } from './make/vector.ts'

const HERE = import.meta.dirname

/** The folders directly below one of ours, sorted. */
export function foldersIn(path: string): readonly string[] {
  const entries = readdirSync(join(HERE, path), { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
}

export function filesIn(path: string): readonly string[] {
  return readdirSync(join(HERE, path)).sort()
}

export function readText(path: string): string {
  return readFileSync(join(HERE, path), 'utf8')
}

export function factsOf(path: string): VectorFacts {
  return JSON.parse(readText(`${path}/case.json`))
}

/** What the program makes of a vector, through everything that it has. */
export function verifyVector(path: string): VerifiedImage {
  const { subject, verifiedAt, padTo } = factsOf(path)
  const trust = loadTrust(JSON.parse(readText(`${path}/trust.json`)), {
    file: (name) => readFileSync(join(HERE, path, name)),
    publicGood: () => {
      throw new TypeError('vectors bring their own roots')
    },
  })
  const evidence = evidenceOf(path).map(({ source, bytes }) => ({ source, bytes: padded(bytes, padTo) }))
  return verifyImage(evidence, pinSubject(subject, new Map()), trust, { verifiedAt, validUntil: verifiedAt + 300 })
}

/** evidence.json, or evidence-1.json and so on. */
export function evidenceOf(path: string): readonly { readonly source: string; readonly bytes: Uint8Array }[] {
  const names = filesIn(path).filter((name) => /^evidence(-[0-9]+)?\.json$/.test(name))
  return names.map((name) => ({ source: name, bytes: readFileSync(join(HERE, path, name)) }))
}

function padded(bytes: Uint8Array, padTo: number | undefined): Uint8Array {
  return padTo === undefined ? bytes : Buffer.concat([bytes], padTo).fill(' ', bytes.length)
}
