import { type Asks, compileGatekeeper, type Manifest, readKeys, unanswered, validationResponse } from '@pawl/gatekeeper'
import { type CompiledProfile, identifyProfile } from '@pawl/policy'
import { sha256 } from '../../../cross-engine/outcome-text.ts'
import { created } from '../cluster/admission.ts'
import type { Stored } from '../harness.ts'
import type { Call } from '../provider/provider-double.ts'
import type { Scene } from '../scene.ts'
import { named, type Verdicts } from './expected.ts'
import type { Posed } from './posed.ts'

const STORED: Readonly<Record<string, Stored>> = {
  Provider: 'provider',
  ConstraintTemplate: 'template',
  PawlAttestations: 'constraint',
}

/** What the real Gatekeeper says by our template, to the answers of our provider. `changed`: with a seeded fault. */
export async function askGatekeeper(
  scene: Scene,
  question: Posed,
  asks: Asks,
  changed: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<Verdicts> {
  await scene.restart('0s')
  for (const manifest of manifestsOf(question.profile, asks, scene)) {
    const stored = STORED[manifest.kind]
    if (stored !== undefined) await scene.harness.store(stored, { ...changed(manifest) })
  }
  scene.provider.behave(answering(question))
  const containers = question.references.map((image, at) => ({ name: `c${at}`, image }))
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'app' }, spec: { containers } }
  const { results } = await scene.harness.review({ request: created(pod) })
  const details = results.map((each) => each.details).find((each) => isJudged(each))
  return {
    violated: ['pawl-enforce', 'pawl-warn', 'pawl-audit'].filter((name) =>
      results.some(({ constraint }) => constraint === name),
    ),
    unmet:
      results.length === 0 ? [] : details?.unmet.map(([at, ...rest]) => named(details.references[at], rest)).toSorted(),
  }
}

/** All three constraints, whatever modes the policies have. */
function manifestsOf(profile: CompiledProfile, asks: Asks, { provider }: Scene): readonly Manifest[] {
  const table = { profiles: new Map([[profile.name, profile]]), namespaces: [], unknown: profile }
  const gateway = { url: new URL(provider.url).origin, authorities: provider.authority, timeout: 5 }
  const manifests = compileGatekeeper(table, { asks, gateway, pins: false })
  const constraint = manifests.find(({ kind }) => kind === 'PawlAttestations')
  const others = manifests.filter(({ kind }) => kind !== 'PawlAttestations')
  if (constraint === undefined) throw new TypeError('no constraint was compiled')
  const modes = ['enforce', 'warn', 'audit'].map((mode) => ({
    ...constraint,
    metadata: { ...constraint.metadata, name: `pawl-${mode}` },
    spec: { ...constraint.spec, enforcementAction: 'deny', parameters: { mode } },
  }))
  return [...others, ...modes]
}

/** As the gateway answers: the library, for every reference that has an entry. */
function answering({ profile, document }: Posed): (call: Call) => void {
  const profiles = new Map([[profile.name, identifyProfile(profile, sha256)]])
  const world = { profiles, now: document.now, lifetime: 1000 }
  const entries = new Map(document.images.map((entry) => [(entry as { readonly reference: unknown }).reference, entry]))
  return ({ keys, response }) => {
    const known = (readKeys(keys, world) ?? []).filter(({ reference }) => entries.has(reference))
    const found = validationResponse(
      known,
      ({ reference }) => ({ outcome: 'entry', entry: entries.get(reference) as never, doubt: undefined }),
      world,
    )
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(known.length === 0 ? unanswered('not-found') : found))
  }
}

interface Judged {
  readonly references: readonly string[]
  readonly unmet: readonly (readonly [number, string, string])[]
}

function isJudged(details: unknown): details is Judged {
  return typeof details === 'object' && details !== null && 'unmet' in details
}
