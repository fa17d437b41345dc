import { type Constants, NO_CONSTANTS } from '@pawl/policy/prove'

const WORD = /^[A-Za-z][\w.:/@-]{1,63}$/
const FIELD = /^[a-z][A-Za-z0-9]{1,63}$/

/** Words of every input document, and of every module. */
const KNOWN =
  /^(images|claims|type|attester|moment|expiresAt|summary|reference|repository|name|digest|verifiedAt|validUntil|now|apiVersion|kind|statementDigest|signer|pawl\.dev\/v1|AttestationInput|input|result)$|\.rego$/

/** The strings of a policy follow each other, with a zero between; whoever reads the document names one of these among them. */
const TABLE = /(?:[\x20-\x7e]{1,256}\0){3,}/g
const OF_A_POLICY = /(?:^|\0)(?:images|claims|summary)\0/

/** Words in a module and its data: what the policy compares with is among them. */
export function printedWords(wasm: Uint8Array, data: object): Constants {
  const text = Buffer.from(wasm).toString('latin1')
  const tables = (text.match(TABLE) ?? []).filter((table) => OF_A_POLICY.test(table))
  const inData = JSON.stringify(data).match(/(?<=")[^"\\]{1,64}(?=")/g) ?? []
  const all = [...new Set([...tables.flatMap((table) => table.split('\0')), ...inData])]
  const words = all.filter((word) => WORD.test(word) && !KNOWN.test(word)).slice(-200)
  const numbers = all.filter((word) => /^\d{1,9}$/.test(word)).map(Number)
  return { ...NO_CONSTANTS, strings: words, fields: words.filter((word) => FIELD.test(word)), numbers }
}
