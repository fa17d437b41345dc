import { member, textOf } from '../../../../members.ts'
import type { Rule } from '../rule.ts'
import { covers, PODS } from '../webhook.ts'

/** Mutating webhooks run one after the other; who comes later has the last word, and Gatekeeper is asked again only where it says so. */
export const pinUndone: Rule = {
  code: 'doctor-pin-undone',
  about: ['pins', 'mutating'],
  find: ({ pins, mutating, otherMutating, otherMutators }) => {
    const asksAgain = mutating.every(({ value }) => member(value, 'reinvocationPolicy') === 'IfNeeded')
    const later = asksAgain ? [] : otherMutating.filter((each) => covers(each, PODS, 'CREATE'))
    const beside = otherMutators.filter(({ value }) => /image|reference/.test(textOf(value, 'spec', 'location') ?? ''))
    return pins.length === 0
      ? []
      : [...later, ...beside.map((object) => ({ object, path: 'spec.location' }))].map(({ object, path }) => ({
          severity: 'note',
          object,
          path,
          happens:
            'changes pods too, and can put a tag where a digest was pinned; the constraint of Pawl denies that, and the pod does not start',
          cure: 'Helm: mutatingWebhookReinvocationPolicy=IfNeeded, or leave images to Pawl there',
        }))
  },
}
