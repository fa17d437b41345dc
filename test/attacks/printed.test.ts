import { spawnSync } from 'node:child_process'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import {
  encodeStatement,
  imageLayout,
  signEnvelope,
  statement,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { at, files, newHouse, TRUST, write } from '../configuration/house.ts'
import { type GatewayScene, gatewayScene, reviewPolicy } from '../gateway/scene.ts'
import { type Cluster, cluster, NO_CLUSTER, podOf } from './cluster.ts'
import { asking, keyOf, PATIENT, TWO_PROFILES, VALIDATE } from './gateway.ts'

const POLICIES = {
  'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
  'other.yaml': reviewPolicy('other', 'enforce', 'REGISTRY/other/**'),
}

/** Clears a terminal, sets its title, rings, turns the line, hides, breaks it, and opens markup. */
const HOSTILE = '\u001b[2J\u001b]0;x\u0007\u009b31m\u202eevil\u200b\r\nallow: \u2028<img src=x onerror=alert(1)>&lt;'

/** Letters that a terminal does something with, or that are not there to be seen. */
const NOT_PRINTED = /[\p{C}\u2028\u2029]/u

describe.skipIf(NO_CLUSTER).each(['decision', 'document'] as const)('by Gatekeeper in %s mode', (asks) => {
  let house: Cluster
  beforeAll(async () => {
    house = await cluster({ asks, policies: POLICIES, ...TWO_PROFILES, ...PATIENT })
  })
  afterAll(() => house?.close())

  it('C96 a violation is one line of printable ASCII, and bounded, whatever is in the request', async () => {
    const { pinned } = house.scene.bare
    const of = async (reference: string, more: object = {}) =>
      (await house.messages(podOf(reference, 'strict-a', more))).join('\n')
    expect(await of(pinned)).toContain(`pawl: image "${pinned}": `)
    for (const reference of [HOSTILE, `${HOSTILE}@${house.scene.bare.digest}`, HOSTILE.repeat(20), 'x'.repeat(4000)]) {
      const said = await of(reference)
      expect(said).toMatch(/^pawl: image "[ -%'-;=?-~]*": reference-invalid$/)
      expect(said.length).toBeLessThan(4000)
    }
    const named = {
      initContainers: [{ name: HOSTILE, image: pinned, [HOSTILE]: HOSTILE }],
      [`${HOSTILE}image`]: pinned,
    }
    expect(await of(pinned, named)).not.toMatch(/[^\n -~]/)
    expect(await of('x'.repeat(100_000))).toMatch(/^pawl: image "x{512}": profile-unknown$/)
  })
})

describe('by the gateway', () => {
  let scene: GatewayScene
  beforeAll(async () => {
    scene = await gatewayScene({ policies: POLICIES, ...TWO_PROFILES, ...PATIENT, review: { ticket: HOSTILE } })
  })
  afterAll(() => scene.close())

  it('C96 reasons are codes and names alone: nothing of a reference or a statement', async () => {
    for (const [reference, reasons] of [
      [scene.good.pinned, []],
      [scene.bare.pinned, ['reviewed/reviewed: claim-missing']],
      [HOSTILE, ['reference-invalid']],
      [`${scene.registry.host}/acme/${HOSTILE}`, ['reference-invalid']],
      [`${scene.good.tag}${HOSTILE}`, ['reference-invalid']],
    ] as const) {
      const { body } = await scene.post(VALIDATE, asking([keyOf(reference, 'strict')]))
      const { items } = (body as { response: { items: { value: { reasons: string[] } }[] } }).response
      expect(items.map(({ value }) => value.reasons)).toStrictEqual([reasons])
    }
    const unread = await scene.post(VALIDATE, asking([keyOf('x/y:1', HOSTILE)]))
    expect(JSON.stringify(unread.body)).not.toContain('evil')
  })
})

describe('by the command line', () => {
  beforeEach(newHouse)
  const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
  /** Everything that reaches a terminal, but for the ends of lines. */
  const printed = (...args: readonly string[]): string => {
    const command = ['--conditions=@pawl/source', MAIN, ...args]
    const { stdout, stderr } = spawnSync(process.execPath, command, { encoding: 'utf8', timeout: 60_000 })
    return `${stdout}${stderr}`.replaceAll('\n', '')
  }

  it('C96 neither a reference nor evidence moves a terminal', async () => {
    const key = testKey('ed25519')
    const layout = imageLayout()
    const digest = layout.addImage({ content: 'app' })
    layout.tag(digest, 'ghcr.io/acme/app:1')
    const of = (text: string, predicateType: string) => {
      const subject = [{ name: text, digest: { sha256: digest.slice(7) } }]
      const predicate = { ...vulnerabilityReview(), ticket: text, reviewer: { id: text } }
      return encodeStatement(statement({ subject, predicateType, predicate }))
    }
    const signers = [{ key, keyid: 'x' }]
    layout.attachLegacy(digest, signEnvelope({ payload: of(HOSTILE, HOSTILE), signers }))
    layout.attachLegacy(
      digest,
      signEnvelope({ payload: of(HOSTILE, VULNERABILITY_REVIEW_V1), signers: [{ key, keyid: HOSTILE }] }),
    )
    layout.attachLegacy(digest, signEnvelope({ payload: of(HOSTILE, HOSTILE), signers, payloadType: HOSTILE }))
    layout.attachLegacy(digest, signEnvelope({ payload: of(HOSTILE, VULNERABILITY_REVIEW_V1), signers }))
    layout.write(at('hostile'))
    write('own.pub', key.publicPem)
    const image = `oci:${at('hostile')}:ghcr.io/acme/app:1`
    const all = [
      printed('inspect', image, '--trust', write('own.yaml', TRUST.replace('security.pub', 'own.pub'))),
      printed('check', image, ...files()),
      printed('check', `oci:${at('hostile')}:${HOSTILE}`, ...files()),
      printed('check', `ghcr.io/acme/app:${HOSTILE}`, ...files(), '--offline'),
      printed('check', image, '--trust', HOSTILE, '--policy', HOSTILE),
      printed('check', image, ...files(), '--profiles', at('profiles.yaml'), '--namespace', HOSTILE),
    ]
    for (const text of all) expect([text.length > 0, NOT_PRINTED.exec(text)]).toStrictEqual([true, null])
    expect(all[0]).toContain('verified  review by security')
    expect(all[4]).toContain('u{1b}[2J')
  })
})
