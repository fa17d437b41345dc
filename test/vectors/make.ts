/*
 * Makes every vector anew: `node --conditions=@pawl/source test/vectors/make.ts`. By hand, when the format of a vector changes; keys are fresh each
 * time and only their public halves are kept. Run the long size of test/fuzz afterwards: it flips bits of the accepted ones.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ACCEPTED } from './make/accept.ts'
import { AUTHORITY, CLAIM } from './make/reject-claim.ts'
import { READING } from './make/reject-reading.ts'
import { LOGGED, SIGNATURE } from './make/reject-signature.ts'
import { STATEMENT } from './make/reject-statement.ts'
import type { Vector } from './make/vector.ts'

const HERE = import.meta.dirname

function write({ folder, evidence, trust, files, facts, readme }: Vector): void {
  const at = join(HERE, folder)
  mkdirSync(at, { recursive: true })
  for (const [index, bytes] of evidence.entries()) {
    writeFileSync(join(at, evidence.length === 1 ? 'evidence.json' : `evidence-${index + 1}.json`), bytes)
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text)
  writeFileSync(join(at, 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`)
  writeFileSync(join(at, 'case.json'), `${JSON.stringify(facts, null, 2)}\n`)
  writeFileSync(join(at, 'README.md'), `${readme}\n`)
}

const vectors = [...ACCEPTED, ...READING, ...SIGNATURE, ...LOGGED, ...STATEMENT, ...AUTHORITY, ...CLAIM]
for (const root of ['accepted', 'rejected']) rmSync(join(HERE, root), { recursive: true, force: true })
for (const vector of vectors) write(vector)
console.log(`wrote ${vectors.length} vectors`)
