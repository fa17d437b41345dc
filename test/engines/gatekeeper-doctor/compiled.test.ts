import { type Asks, compileGatekeeper } from '@pawl/gatekeeper'
import { type Mode, parsePolicy, parseProfiles } from '@pawl/policy'
import { describe, expect, it } from 'vitest'
import { stringify } from 'yaml'
import { examined, SOUND } from './one-fact-away.ts'

const AUTHORITY = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'
/** Of the sound installation, what is Gatekeeper's. */
const [WEBHOOKS, CONFIG] = [
  SOUND.slice(0, SOUND.indexOf('apiVersion: externaldata.gatekeeper.sh')),
  SOUND.slice(SOUND.indexOf('apiVersion: config.')),
]

/** With a policy in each mode, so that no constraint is missing. */
function compiled(asks: Asks, timeout = 2): string {
  const policies = (['enforce', 'warn', 'audit'] satisfies readonly Mode[]).map((mode) =>
    parsePolicy(
      {
        apiVersion: 'pawl.dev/v1',
        kind: 'AttestationPolicy',
        metadata: { name: mode, revision: 1 },
        spec: {
          mode,
          images: ['ghcr.io/acme/**'],
          require: [{ name: 'r', claim: 'review', from: ['a'], maxAge: '1h' }],
        },
      },
      0,
    ),
  )
  const profiles = {
    apiVersion: 'pawl.dev/v1',
    kind: 'ProfileConfiguration',
    metadata: { name: 'test', revision: 1 },
    spec: {
      profiles: [{ name: 'all', mode: 'enforce', policies: ['enforce', 'warn', 'audit'], namespaces: [] }],
      unknownNamespaces: 'all',
    },
  }
  const gateway = { url: 'https://pawl-gateway.pawl.svc:8443', authorities: AUTHORITY, timeout }
  const manifests = compileGatekeeper(parseProfiles(profiles, policies, 'unlimited'), { asks, gateway, pins: true })
  return manifests.map((each) => stringify(each, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n')
}

const found = (text: string): readonly string[] => {
  const { findings, notSeen } = examined(`${WEBHOOKS}${text}---\n${CONFIG}`, [])
  expect(notSeen).toEqual([])
  return findings.map(({ severity, code }) => `${severity} ${code}`)
}

describe.each<Asks>(['document', 'decision'])('what pawl gatekeeper compile prints, %s mode', (asks) => {
  it('leaves nothing open beside a sound installation of Gatekeeper', () => {
    expect(found(compiled(asks))).toEqual([])
  })

  it.each([
    ['a template that somebody changed', 'count(values) == 1', 'count(values) >= 1', 'open doctor-template-changed'],
    [
      'a constraint that only notes',
      'enforcementAction: deny',
      'enforcementAction: dryrun',
      'open doctor-constraint-action',
    ],
    ['pins that may fail', 'failurePolicy: Fail', 'failurePolicy: Ignore', 'weak doctor-pin-failure-policy'],
  ])('is told when it has %s', (_, find, replace, finding) => {
    const text = compiled(asks)
    expect(text).toContain(find)
    expect(found(text.replace(find, replace))).toEqual([finding])
  })
})
