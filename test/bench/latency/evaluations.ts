import process from 'node:process'
import type { InputDocument } from '@pawl/document'
import { loadEngine } from '@pawl/opa'
import { admissionText } from '../scenes/admission-document.ts'
import { admissionProfile } from '../scenes/admission-policy.ts'

// node --expose-gc evaluations.ts FIRST LAST: evaluates LAST documents, and prints the megabytes held after FIRST and after LAST of them.
const [first = 0, last = 0] = process.argv.slice(2).map(Number)
const engine = await loadEngine()
const profile = admissionProfile(8)
const held: number[] = []
for (let serial = 1; serial <= last; serial += 1) {
  const images = serial % 10 === 0 ? 10 : 1
  const document = JSON.parse(
    admissionText({ images, claims: 16 }, serial % 2 === 0 ? 'right' : 'wrong', serial),
  ) as InputDocument
  const answer = engine.evaluate(
    document.images.map((entry) => entry.reference),
    document,
    profile,
  )
  if (answer.allow !== (serial % 2 === 0)) throw new Error('the answer is not the expected one')
  if (serial === first || serial === last) {
    globalThis.gc?.()
    held.push(process.memoryUsage().rss / 1_048_576)
  }
}
console.log(JSON.stringify(held))
