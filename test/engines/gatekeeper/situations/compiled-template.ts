import { type Asks, compileGatekeeper, type Manifest } from '@pawl/gatekeeper'
import { type CompiledProfile, parsePolicy, profileOf } from '@pawl/policy'
import type { KubeObject } from '../harness.ts'
import type { Installation, Mode, TemplateUnderTest, Times } from './template-under-test.ts'

const DIGEST = `sha256:${'d'.repeat(64)}`
const PINNED = /@(sha256:[0-9a-f]{64})$/
const ACTIONS: Readonly<Record<Mode, string>> = { enforce: 'deny', warn: 'warn', audit: 'dryrun' }

/** What `pawl gatekeeper compile` prints, for a policy that asks for a review of every image. */
export function compiledTemplate(answers: Asks): TemplateUnderTest {
  return {
    answers,
    manifests: (installation) => manifestsOf(answers, installation),
    yes: (key, times) => itemValue(answers, key, times, true),
    no: (key, times) => itemValue(answers, key, times, false),
  }
}

function manifestsOf(asks: Asks, { provider, modes, profiles, strictest }: Installation) {
  const names = [...new Set([...profiles.values(), strictest])]
  const compiled = new Map(names.map((name) => [name, profileNamed(name)]))
  const unknown = profileNamed(strictest)
  const namespaces = [...profiles].map(([pattern, name]) => ({ pattern, profile: compiled.get(name) ?? unknown }))
  const gateway = { url: 'https://localhost', authorities: provider.authority, timeout: 1 }
  const manifests = compileGatekeeper({ profiles: compiled, namespaces, unknown }, { asks, gateway, pins: false })
  const [constraint] = manifests.filter(({ kind }) => kind === 'PawlAttestations')
  const asked = named(manifests, 'Provider')
  // The suite has providers at addresses of its own, plain ones too, and wants every mode.
  return {
    provider: { ...asked, spec: { ...asked.spec, url: provider.url } },
    template: { ...named(manifests, 'ConstraintTemplate') },
    constraints: modes.map((mode) => ({
      ...constraint,
      metadata: { ...constraint?.metadata, name: `pawl-${mode}` },
      spec: { ...constraint?.spec, enforcementAction: ACTIONS[mode], parameters: { mode } },
    })),
  }
}

function named(manifests: readonly Manifest[], kind: string): Manifest {
  const found = manifests.find((each) => each.kind === kind)
  if (found === undefined) throw new TypeError(`no ${kind} was compiled`)
  return found
}

function profileNamed(name: string): CompiledProfile {
  const policy = {
    apiVersion: 'pawl.dev/v1',
    kind: 'AttestationPolicy',
    metadata: { name: 'reviewed', revision: 1 },
    spec: {
      mode: 'enforce',
      images: ['**'],
      require: [{ name: 'reviewed', claim: 'review', from: ['alice'], maxAge: '1d' }],
    },
  }
  return { ...profileOf([parsePolicy(policy, 0)]), name }
}

function itemValue(asks: Asks, key: string, { now, validUntil }: Times, yes: boolean): KubeObject {
  const value = { schema: 'pawl.dev/gatekeeper/v1', key, now, validUntil }
  const reasons = yes ? [] : ['claim-missing']
  return asks === 'decision'
    ? { ...value, accepted: { enforce: yes, warn: yes, audit: yes }, reasons }
    : { ...value, reasons, entry: entryOf(String(JSON.parse(key)[3]), now, yes) }
}

function entryOf(reference: string, now: number, yes: boolean): KubeObject {
  const [, digest = DIGEST] = PINNED.exec(reference) ?? []
  const claim = {
    type: 'review',
    predicateType: 'https://pawl.dev/vulnerability-review/v1',
    attester: 'alice',
    signer: { kind: 'key', id: DIGEST },
    moment: now - 60,
    statementDigest: DIGEST,
    subject: 'exact',
    summary: {},
  }
  return {
    reference,
    repository: 'ghcr.io/acme/app',
    name: 'app',
    digest,
    verifiedAt: now,
    validUntil: now + 300,
    trust: { name: 'test', digest: DIGEST, revision: 1 },
    claims: yes ? [claim] : [],
  }
}
