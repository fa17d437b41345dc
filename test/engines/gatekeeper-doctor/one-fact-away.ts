import { readFileSync } from 'node:fs'
import { parseYamlDocuments } from '@pawl/setup'
import { objectsOf } from '../../../apps/cli/src/commands/doctor/gatekeeper/cluster-object.ts'
import { type Examination, examine } from '../../../apps/cli/src/commands/doctor/gatekeeper/examine.ts'
import type { Part } from '../../../apps/cli/src/commands/doctor/gatekeeper/parts.ts'

/** An installation in which nothing is found: the closed sibling of every row. */
export const SOUND: string = readFileSync(new URL('sound-installation.yaml', import.meta.url), 'utf8')

/** What is found after one text of the sound installation was replaced: `open doctor-webhook-ignore`, in the order in which it is printed. */
export function foundAfter(find: string, replace: string): readonly string[] {
  return found(changed(find, replace))
}

export function found(text: string): readonly string[] {
  return examined(text, []).findings.map(({ severity, code }) => `${severity} ${code}`)
}

export function examined(text: string, absent: readonly Part[]): Examination {
  const objects = parseYamlDocuments(text, 'input.yaml').flatMap(({ at, value }) => objectsOf(value, at))
  return examine(objects, new Set(absent))
}

/** Throws where the text is not there exactly once: such a row would ask something else than it says. */
export function changed(find: string, replace: string): string {
  const parts = SOUND.split(find)
  if (parts.length !== 2) throw new Error(`${parts.length - 1} times in the sound installation: ${find}`)
  return parts.join(replace)
}

/** The sound installation without the documents that have this text. */
export function without(text: string): string {
  const documents = SOUND.split('\n---\n')
  const kept = documents.filter((each) => !each.includes(text))
  if (kept.length === documents.length) throw new Error(`in no document of the sound installation: ${text}`)
  return kept.join('\n---\n')
}
