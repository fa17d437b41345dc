import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import {
  encodeStatement,
  imageLayout,
  signEnvelope,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { expect } from 'vitest'
import { program } from '../../apps/cli/src/program.ts'

const NOW = 1_767_312_000 // 2026-01-02T00:00:00Z, a day after the sample review
export const operator = testKey('ed25519')
export const stranger = testKey('p256')
const security = testKey('ed25519')
let folder = ''
export const at = (name: string): string => join(folder, name)
export const write = (name: string, text: string): string => {
  writeFileSync(at(name), text)
  return at(name)
}

export const TRUST = `apiVersion: pawl.dev/v1
kind: TrustConfiguration
metadata: { name: test, revision: 1 }
spec:
  attesters:
    - { name: security, keys: [{ file: security.pub }], claims: [review] }
`
export const POLICY = `apiVersion: pawl.dev/v1
kind: AttestationPolicy
metadata: { name: app, revision: 1 }
spec:
  mode: enforce
  images: ["ghcr.io/acme/**"]
  require:
    - { name: reviewed, claim: review, from: [security], maxAge: 14d }
`
export const PROFILES = `apiVersion: pawl.dev/v1
kind: ProfileConfiguration
metadata: { name: acme, revision: 1 }
spec:
  profiles:
    - { name: strict, mode: enforce, policies: [app], namespaces: ["prod-*"] }
    - { name: lenient, mode: audit, policies: [app], namespaces: [dev] }
  unknownNamespaces: strict
`

/** A folder with an image that is reviewed, its configuration in files, and an operator's key. */
export function newHouse(): void {
  folder = mkdtempSync(join(tmpdir(), 'pawl-config-'))
  const layout = imageLayout()
  const digest = layout.addImage({ content: 'app' })
  layout.tag(digest, 'ghcr.io/acme/app:1')
  const payload = encodeStatement(
    statement({
      subject: [{ digest: { sha256: digest.slice(7) } }],
      predicateType: VULNERABILITY_REVIEW_V1,
      predicate: vulnerabilityReview(),
    }),
  )
  layout.attachLegacy(digest, signEnvelope({ payload, signers: [{ key: security }] }))
  layout.write(at('images'))
  write('security.pub', security.publicPem)
  write('operator.pub', operator.publicPem)
  write('stranger.pub', stranger.publicPem)
  write('operator.key', operator.privatePem)
  write('trust.yaml', TRUST)
  write('policy.yaml', POLICY)
  write('profiles.yaml', PROFILES)
}

export interface Run {
  readonly code: number | undefined
  readonly out: string
  readonly err: string
  readonly refused: string | undefined
  readonly lines: readonly string[]
}

export async function pawl(...args: readonly string[]): Promise<Run> {
  const written = { out: [] as string[], err: [] as string[] }
  const terminal = (into: string[]) => ({
    write: (text: string) => void into.push(text),
    width: 100,
    paint: (_: string, text: string) => text,
  })
  const world = { out: terminal(written.out), err: terminal(written.err), clock: () => NOW, loadOpa: loadEngine }
  let code: number | undefined
  let refusal: ReturnType<typeof asRefusal> | undefined
  try {
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', ...args])
  } catch (error) {
    refusal = asRefusal(error)
  }
  const lines = (refusal?.lines ?? []).map((line) => `${line.at.replaceAll(folder, '.')}: ${line.message}`)
  return { code, out: written.out.join('\n'), err: written.err.join('\n'), refused: refusal?.code, lines }
}

export const END = '2026-02-01T00:00:00Z'
export async function sign(revision: number, ...more: readonly string[]): Promise<string> {
  const out = at(`acme-${revision}.json`)
  const head = ['--name', 'acme', '--revision', String(revision), '--valid-until', END]
  const run = await pawl('config', 'sign', ...head, ...files(), '--key', at('operator.key'), '--out', out, ...more)
  expect(run).toMatchObject({ code: 0 })
  return out
}
export const files = (): string[] => ['--trust', at('trust.yaml'), '--policy', at('policy.yaml')]
export const key = (): string[] => ['--config-key', at('operator.pub')]
export const state = (): string[] => ['--config-state', at('seen.jsonl')]
export const image = (): string => `oci:${at('images')}:ghcr.io/acme/app:1`
export const check = (bundle: string, ...more: readonly string[]): Promise<Run> =>
  pawl('check', image(), '--config', bundle, ...key(), ...more)
