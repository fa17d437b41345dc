import { isDeepStrictEqual } from 'node:util'
import { parseYaml, Refusal, type YamlFile } from '@pawl/setup'

/** The text as the real reader reads it. What it says must be what was proposed: text of others could have become structure. */
export function readBack(text: string, path: string, meant: object): YamlFile {
  const file = parseYaml(text, path)
  if (isDeepStrictEqual(file.value, JSON.parse(JSON.stringify(meant)))) return file
  throw proposalDefect(path, 'does not say what was proposed')
}

export function proposalDefect(at: string, message: string): Refusal {
  return new Refusal('defect', 'the proposal is not what it should be, and nothing was written', [{ at, message }])
}
