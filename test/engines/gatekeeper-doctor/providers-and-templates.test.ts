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
  const CHANGED = 'open doctor-template-changed'
  const ENGINE = 'open doctor-template-engine'
  it.each([
    ['Rego that was changed', REGO, REGO.replace('keys})', 'keys}) # keys'), CHANGED],
    ['a library that was added', REGO, `${REGO}            libs: ["package lib.a"]\n`, CHANGED],
    ['a number that is none', REGO, `${REGO}            other: .inf\n`, CHANGED],
    ['another digest', DIGEST, `sha256:${'0'.repeat(64)}`, CHANGED],
    [
      'another engine beside it',
      '      code:\n        - engine',
      '      code:\n        - { engine: K8sNativeValidation, source: {} }\n        - engine',
      ENGINE,
      CHANGED,
    ],
    ['another engine', '        - engine: Rego\n', '        - engine: K8sNativeValidation\n', ENGINE, CHANGED],
    ['another target', TARGET, 'target: audit.example.com\n', ENGINE, CHANGED],
    ['one that is not for UPDATE', TARGET, `${TARGET}      operations: [CREATE, DELETE]\n`, ENGINE, CHANGED],
    ['Rego that asks nobody', REGO, '              answer := {}\n', ENGINE, CHANGED],
    [
      'what could not be loaded',
      'spec:\n  crd: { spec',
      'status: { byPod: [{ id: a, errors: [{ code: ingest_error }] }] }\nspec:\n  crd: { spec',
      'open doctor-status-error',
    ],
  ] as const)('finds %s', (_, find, replace, ...codes) => {
    expect(foundAfter(find, replace)).toEqual(codes)
  })

  it('finds nothing in what the API server adds by itself', () => {
    const crd = 'crd: { spec: { names: { kind: PawlAttestations } } }'
    // Beside a schema that Pawl wrote, a default of the CRD.
    const withSchema = changed(crd, 'crd: { spec: { names: { kind: PawlAttestations, legacySchema: false } } }')
    expect(found(withSchema)).toEqual([])
    expect(found(withSchema.replace('legacySchema: false', 'legacySchema: true'))).toEqual([CHANGED])
  })

  it('finds nothing in one for all operations', () => {
    const undated = changed(`    pawl.dev/compiled-digest: ${DIGEST}\n`, '    pawl.dev/other: a\n')
    for (const operations of ['["*"]', '[]', '[UPDATE, CREATE]'])
      expect(found(undated.replace(TARGET, `${TARGET}      operations: ${operations}\n`))).toEqual([])
    expect(found(undated.replace(TARGET, `${TARGET}      operations: [CREATE]\n`))).toEqual([ENGINE])
  })

  it('finds a Provider that a library names, where it is not there', () => {
    const undated = changed(`    pawl.dev/compiled-digest: ${DIGEST}\n`, '    pawl.dev/other: a\n')
    const names = (provider: string): string =>
      undated.replace(REGO, `${REGO}            libs: ["package lib.a\\nprovider := \\"${provider}\\"\\n"]\n`)
    expect(found(names('pawl-2'))).toEqual(['weak doctor-template-provider'])
    expect(found(names('pawl'))).toEqual([])
  })

  it('finds a constraint that a pod does not enforce', () => {
    const status = (enforced: boolean): string =>
      `name: pawl-enforce }\nstatus: { byPod: [{ operations: [audit], enforced: false }, { operations: [webhook], enforced: ${enforced} }] }`
    expect(foundAfter('name: pawl-enforce }', status(false))).toEqual(['open doctor-status-error'])
    expect(foundAfter('name: pawl-enforce }', status(true))).toEqual([])
  })

  it('finds nothing in a template without a digest, as it was written before', () => {
    const older =
      '      rego: |\n        package pawlattestations\n        answer := external_data({"provider": "pawl", "keys": keys})\n---\n'
    const undated = changed(`    pawl.dev/compiled-digest: ${DIGEST}\n`, '    pawl.dev/other: a\n')
    const from = undated.indexOf('      code:\n        - engine: Rego')
    expect(found(undated.slice(0, from) + older + undated.slice(undated.indexOf('apiVersion: constraints')))).toEqual(
      [],
    )
  })
})
