import { member, namesOf } from '../../../members.ts'
import type { MigrateCode } from './migrate-codes.ts'
import { type Place, shown } from './place.ts'

/** What becomes of a member, by its value; undefined where there is nothing to say. */
export type Setting = (value: unknown) => readonly [code: MigrateCode, became: string] | undefined

/** Members of one kind of object. `read` ones are spoken of elsewhere. */
export type Settings = ReadonlyMap<string, Setting | 'read'>

/** Speaks of every member of an object, so that none is passed over; of one that nobody here knows too. */
export function noteMembers(value: unknown, place: Place, settings: Settings): void {
  for (const name of namesOf(value)) {
    const setting = settings.get(name)
    if (setting === 'read') continue
    const said =
      setting === undefined ? (['kyverno-unknown', shown(member(value, name))] as const) : setting(member(value, name))
    if (said !== undefined) place.below(name).note(...said)
  }
}
