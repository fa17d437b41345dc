import { describe, expect, it } from 'vitest'
import { changed, found, foundAfter, SOUND } from './one-fact-away.ts'

const URL_OF_JUDGING = 'url: https://pawl.pawl-system:8443/gatekeeper/v1/validate'
const CA = 'caBundle: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCg== # of judging'
const REGO = '              answer := external_data({"provider": "pawl", "keys": keys})\n'
const DIGEST = /sha256:[0-9a-f]{64}/.exec(SOUND)?.[0] ?? ''
const TARGET = 'target: admission.k8s.gatekeeper.sh\n'

describe('of Providers, doctor', () => {
  it.each([
    ['a URL that is not https', URL_OF_JUDGING, URL_OF_JUDGING.replace('https', 'http'), 'weak doctor-provider-url'],
    ['credentials in a URL', URL_OF_JUDGING, URL_OF_JUDGING.replace('//', '//user:word@'), 'weak doctor-provider-url'],
    ['a query in a URL', URL_OF_JUDGING, `${URL_OF_JUDGING}?token=a`, 'weak doctor-provider-url'],
    ['no URL', `  ${URL_OF_JUDGING}\n`, '', 'weak doctor-provider-url'],
    ['no certificate authority', CA, 'caBundle: ""', 'weak doctor-provider-ca'],
    [
      'base64 twice',
      CA,
      'caBundle: TFMwdExTMUNSVWRKVGlCRFJWSlVTVVpKUTBGVVJTMHRMUzB0Q2c9PQ==',
      'weak doctor-provider-ca',
    ],
    ['no time', 'timeout: 2 # of judging', 'timeout: 0', 'weak doctor-provider-timeout'],
    ['no timeout', '  timeout: 2 # of judging\n', '', 'weak doctor-provider-timeout'],
    [
      'as much time as the webhook has',
      'timeout: 2 # of judging',
      'timeout: 5',
      'weak doctor-provider-slower-than-webhook',
    ],
    ['as much time as the mutating webhook has', 'timeout: 2 # of pins', 'timeout: 3', 'weak doctor-pin-timeout'],
    [
      'one URL for both',
      'url: https://pawl.pawl-system:8443/gatekeeper/v1/mutate',
      URL_OF_JUDGING,
      'weak doctor-provider-shared',
    ],
    [
      'another name than the template asks',
      'metadata: { name: pawl, labels',
      'metadata: { name: pawl-2, labels',
      'weak doctor-template-provider',
    ],
  ] as const)('finds %s', (_, find, replace, code) => {
    expect(foundAfter(find, replace)).toEqual([code])
  })

  it('finds that a slow gateway opens a webhook that fails open', () => {
    const open = changed('failurePolicy: Fail\n    matchPolicy', 'failurePolicy: Ignore\n    matchPolicy')
    expect(found(open.replace('timeout: 2 # of judging', 'timeout: 5'))).toEqual([
      'open doctor-webhook-ignore',
      'open doctor-provider-slower-than-webhook',
    ])
  })

  it('finds nothing one second below the webhook', () => {
    expect(foundAfter('timeout: 2 # of judging', 'timeout: 4')).toEqual([])
  })
})

describe('of the template of Pawl, doctor', () => {
  it.each([
    ['Rego that was changed', REGO, REGO.replace('keys})', 'keys}) # keys'), 'open doctor-template-changed'],
    ['a library that was added', REGO, `${REGO}            libs: ["package lib.a"]\n`, 'open doctor-template-changed'],
    ['another digest', DIGEST, `sha256:${'0'.repeat(64)}`, 'open doctor-template-changed'],
    [
      'another engine beside it',
      TARGET,
      `${TARGET}    - target: admission.k8s.gatekeeper.sh\n      code: [{ engine: K8sNativeValidation, source: {} }]\n    - target: none\n`,
      'open doctor-template-engine',
      'open doctor-template-changed',
    ],
    [
      'another engine',
      '        - engine: Rego\n',
      '        - engine: K8sNativeValidation\n',
      'open doctor-template-engine',
    ],
    ['another target', TARGET, 'target: audit.example.com\n', 'open doctor-template-engine'],
    [
      'what could not be loaded',
      'spec:\n  crd: { spec',
      'status: { byPod: [{ id: a, errors: [{ code: ingest_error }] }] }\nspec:\n  crd: { spec',
      'open doctor-status-error',
    ],
  ] as const)('finds %s', (_, find, replace, ...codes) => {
    expect(foundAfter(find, replace)).toEqual(codes)
  })

  it('finds a constraint that a pod does not enforce', () => {
    const status = (enforced: boolean): string =>
      `name: pawl-enforce }\nstatus: { byPod: [{ operations: [audit], enforced: false }, { operations: [webhook], enforced: ${enforced} }] }`
    expect(foundAfter('name: pawl-enforce }', status(false))).toEqual(['open doctor-status-error'])
    expect(foundAfter('name: pawl-enforce }', status(true))).toEqual([])
  })

  it('finds nothing in a template without a digest, or as it was written before', () => {
    expect(foundAfter(`    pawl.dev/compiled-digest: ${DIGEST}\n`, '    pawl.dev/other: a\n')).toEqual([])
    const older =
      '      rego: |\n        package pawlattestations\n        answer := external_data({"provider": "pawl", "keys": keys})\n---\n'
    const from = SOUND.indexOf('      code:\n        - engine: Rego')
    expect(found(SOUND.slice(0, from) + older + SOUND.slice(SOUND.indexOf('apiVersion: constraints')))).toEqual([])
  })
})
