import type { Asks, Manifest } from '@pawl/gatekeeper'

/** One text of the template replaced; it must be there exactly once. */
export interface Fault {
  readonly what: string
  readonly asks: Asks
  readonly find: string
  readonly replace: string
}

export const FAULTS: readonly Fault[] = [
  {
    what: 'an image without an entry is not missed',
    asks: 'document',
    find: 'count(entries) == count(request.references)\n\tevery i,',
    replace: 'count(entries) >= 1\n\tevery i,',
  },
  {
    what: 'the first image alone is judged',
    asks: 'document',
    find: '"images": entries,',
    replace: '"images": array.slice(entries, 0, 1),',
  },
  {
    what: 'the document is judged at the time of Gatekeeper',
    asks: 'document',
    find: '"now": max(array.concat([answers.clock], [now | some reference in request.references; now := answers.value(reference).now])),',
    replace: '"now": answers.clock,',
  },
  {
    what: 'whatever the policy says is an allow',
    asks: 'document',
    find: 'accepted_by_policy if decision.allow == true',
    replace: 'accepted_by_policy if is_boolean(decision.allow)',
  },
  {
    what: 'a policy denies in the mode of its profile',
    asks: 'document',
    find: 'denying contains modes.effective(profile, policy) if {',
    replace: 'denying contains profile.mode if {',
  },
  {
    what: 'what is refused as a whole is denied by nobody',
    asks: 'document',
    find: 'not is_judged(i)',
    replace: 'is_judged(i)',
  },
  {
    what: 'a tag is fixed',
    asks: 'document',
    find: 'is_fixed(i, _) if let_by[i] == true',
    replace: 'is_fixed(i, _) if is_number(i)',
  },
  {
    what: 'one mode speaks for all',
    asks: 'decision',
    find: 'value.accepted[modes.asked] == true\n\tis_fixed',
    replace: 'value.accepted.enforce == true\n\tis_fixed',
  },
  {
    what: 'some image is accepted',
    asks: 'decision',
    find: 'every place in request.judged { accepts(place.reference) }',
    replace: 'some place in request.judged\n\taccepts(place.reference)',
  },
  {
    what: 'a tag is fixed where the gateway says nothing of policies',
    asks: 'decision',
    find: 'is_fixed(_, value) if value.ungoverned == true',
    replace: 'is_fixed(_, value) if value.accepted',
  },
]

export function seeded(manifest: Manifest, { find, replace }: Fault): Manifest {
  if (manifest.kind !== 'ConstraintTemplate') return manifest
  const text = JSON.stringify(manifest)
  const [written, instead] = [find, replace].map((each) => JSON.stringify(each).slice(1, -1))
  if (written === undefined || text.split(written).length !== 2) throw new TypeError(`not there exactly once: ${find}`)
  return JSON.parse(text.replace(written, () => instead ?? ''))
}
