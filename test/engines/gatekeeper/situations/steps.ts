import { type Admission, created } from '../cluster/admission.ts'
import { EVIL, GOOD } from '../cluster/images.ts'
import { type Images, pod } from '../cluster/workloads.ts'
import type { KubeObject } from '../harness.ts'
import type { Item, Items } from '../provider/behaviours.ts'
import type { Step, Verdict, World } from './situation.ts'

export const create = (images: Images, verdict: Verdict, more: Partial<Admission> = {}): Step => ({
  admission: created(pod(images), more),
  verdict,
})

export const admission = (request: KubeObject, verdict: Verdict): Step => ({ admission: request, verdict })

/** A pod of one image. */
export const one = (verdict: Verdict): Step => create({ containers: [GOOD] }, verdict)

/** A pod of two, of which the second is the one that a provider misbehaves about. */
export const two = (verdict: Verdict): Step => create({ containers: [GOOD, EVIL] }, verdict)

export const isAbout = (key: string, reference: string): boolean => key.includes(`"${reference}"`)

/** Yes to every key, and to the keys of this image what `instead` says. */
export const yesBut =
  (world: World, instead: (key: string) => readonly Item[], reference: string = EVIL): Items =>
  (keys) =>
    keys.flatMap((key) => (isAbout(key, reference) ? instead(key) : [world.yes(key)]))

export const yesToAll =
  (world: World): Items =>
  (keys) =>
    keys.map(world.yes)

/** Yes to every image but the one of the attacker. */
export const honest = (world: World): Items => yesBut(world, (key) => [world.no(key)])
