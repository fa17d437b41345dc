import { type InputDocument, parseDocument } from '@pawl/document'
import { Refusal } from '../refusal.ts'
import { readYaml } from './read-yaml.ts'

/** The input documents of a file: one, or a list of them. Throws a `Refusal` where one is malformed. */
export function readDocuments(path: string): readonly InputDocument[] {
  const { value } = readYaml(path)
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list.map((each, index) => {
    const document = parseDocument(each)
    if (!('outcome' in document)) return document
    throw new Refusal('configuration-invalid', 'the file holds something that is no input document', [
      { at: `${path}: document ${index + 1}, ${document.at}`, message: 'write it with pawl input' },
    ])
  })
}
