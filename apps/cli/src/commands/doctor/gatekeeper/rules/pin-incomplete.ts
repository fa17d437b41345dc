import { listOf, textOf, textsOf } from '../../../../members.ts'
import type { ClusterObject } from '../cluster-object.ts'
import type { Rule } from '../rule.ts'

/** Where a pod names images, and by which operation that gets there. */
const PLACES = [
  ['containers', 'image', 'CREATE'],
  ['initContainers', 'image', 'CREATE'],
  ['ephemeralContainers', 'image', 'UPDATE'],
  ['volumes', 'image.reference', 'CREATE'],
] as const

export const pinIncomplete: Rule = {
  code: 'doctor-pin-incomplete',
  about: ['pins'],
  find: ({ pins }) => {
    const missed = PLACES.filter(
      ([list, image, operation]) =>
        !pins.some((each) => pinsAll(each, `spec.${list}[name:*].${image}`) && appliesToPods(each, operation)),
    )
    if (missed.length === 0) return []
    return pins.slice(0, 1).map((object) => ({
      severity: 'weak',
      object,
      path: 'spec.location, spec.applyTo',
      happens: `nothing pins ${missed.map(([list]) => list).join(', ')} of pods: tags there stay tags, and are denied where a policy enforces`,
      cure: 'apply all Assigns that Pawl writes, one for each place',
    }))
  },
}

function pinsAll({ value }: ClusterObject, location: string): boolean {
  return (textOf(value, 'spec', 'location') ?? '').replace(/[\s"']/g, '') === location
}

function appliesToPods({ value }: ClusterObject, operation: string): boolean {
  return listOf(value, 'spec', 'applyTo').some((each) => {
    const operations = textsOf(each, 'operations')
    return (
      textsOf(each, 'groups').includes('') &&
      textsOf(each, 'versions').includes('v1') &&
      textsOf(each, 'kinds').includes('Pod') &&
      (operations.length === 0 || operations.includes('*') || operations.includes(operation))
    )
  })
}
