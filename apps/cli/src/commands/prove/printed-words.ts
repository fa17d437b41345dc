import { type Constants, NO_CONSTANTS } from '@pawl/policy/prove'

const WORD = /^[A-Za-z][\w.:/@-]{1,63}$/
const FIELD = /^[a-z][A-Za-z0-9]{1,63}$/

/** What the runtime of OPA brings into every module, and the words of every input document. */
const KNOWN =
  /^(opa|memory|env|rego|internal|builtin|assertion|invalid|illegal|unexpected|data|input|result|wasm|std|true|false|null|object|array|set|string|number|boolean|images|claims|claim|summary|apiVersion|kind|now|type|attester|moment|pawl\.dev\/v1|AttestationInput)\b|[_(]/

/** Words in a module and its data: what the policy compares with is among them. */
export function printedWords(wasm: Uint8Array, data: object): Constants {
  const text = Buffer.from(wasm).toString('latin1')
  const inModule = text.match(/(?<=\0)[\x20-\x7e]{2,64}(?=\0)/g) ?? []
  const inData = JSON.stringify(data).match(/(?<=")[^"\\]{1,64}(?=")/g) ?? []
  const words = [...new Set([...inModule, ...inData])].filter((word) => WORD.test(word) && !KNOWN.test(word))
  const numbers = [...new Set([...inModule, ...inData])].filter((word) => /^\d{1,9}$/.test(word)).map(Number)
  const some = words.slice(-200)
  return { ...NO_CONSTANTS, strings: some, fields: some.filter((word) => FIELD.test(word)), numbers }
}
