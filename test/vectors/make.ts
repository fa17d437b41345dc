/*
 * Makes every vector anew: `node --conditions=@pawl/source test/vectors/make.ts`. By hand, when the format of a vector changes; keys are fresh each
 * time and only their public halves are kept. With `--missing` it writes those alone that are not there. Run the long size of test/fuzz afterwards: it flips bits of the accepted ones.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ACCEPTED } from './make/accept.ts'
import type { FormatVector } from './make/format.ts'
import { FORMATS_OF_FILES } from './make/formats-of-files.ts'
import { FORMATS_OF_LAYOUTS } from './make/formats-of-layouts.ts'
import { AUTHORITY, CLAIM } from './make/reject-claim.ts'
import { READING } from './make/reject-reading.ts'
import { LOGGED, SIGNATURE } from './make/reject-signature.ts'
import { STATEMENT } from './make/reject-statement.ts'
import { ROOTS_ACCEPTED, ROOTS_REJECTED } from './make/roots.ts'
import type { Vector } from './make/vector.ts'

const HERE = import.meta.dirname

/** `--missing` leaves alone what is there. */
const ONLY_MISSING = process.argv.includes('--missing')

function write({ folder, evidence, trust, files, facts, readme }: Vector): void {
  const at = join(HERE, folder)
  if (ONLY_MISSING && existsSync(at)) return
  mkdirSync(at, { recursive: true })
  for (const [index, bytes] of evidence.entries()) {
    writeFileSync(join(at, evidence.length === 1 ? 'evidence.json' : `evidence-${index + 1}.json`), bytes)
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text)
  writeFileSync(join(at, 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`)
  writeFileSync(join(at, 'case.json'), `${JSON.stringify(facts, null, 2)}\n`)
  writeFileSync(join(at, 'README.md'), `${readme}\n`)
}

function writeFormat({ folder, evidence, trust, files, facts, readme }: FormatVector): void {
  const at = join(HERE, 'formats', folder)
  if (ONLY_MISSING && existsSync(at)) return
  for (const [name, content] of Object.entries(evidence)) {
    mkdirSync(dirname(join(at, 'evidence', name)), { recursive: true })
    writeFileSync(join(at, 'evidence', name), content)
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(at, name), text)
  writeFileSync(join(at, 'trust.json'), `${JSON.stringify(trust, null, 2)}\n`)
  writeFileSync(join(at, 'case.json'), `${JSON.stringify(facts, null, 2)}\n`)
  writeFileSync(join(at, 'README.md'), `${readme}\n`)
}

const accepted = [...ACCEPTED, ...ROOTS_ACCEPTED]
const vectors = [
  ...accepted,
  ...READING,
  ...SIGNATURE,
  ...LOGGED,
  ...ROOTS_REJECTED,
  ...STATEMENT,
  ...AUTHORITY,
  ...CLAIM,
]
for (const root of ONLY_MISSING ? [] : ['accepted', 'rejected', 'formats'])
  rmSync(join(HERE, root), { recursive: true, force: true })
for (const vector of vectors) write(vector)
const formats = [...FORMATS_OF_FILES, ...FORMATS_OF_LAYOUTS]
for (const vector of formats) writeFormat(vector)
console.log(`wrote ${vectors.length} vectors, ${formats.length} of formats`)
