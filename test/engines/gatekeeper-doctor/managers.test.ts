import { describe, expect, it } from 'vitest'
import { changed, found, foundAfter } from './one-fact-away.ts'

const TTL = '--external-data-provider-response-cache-ttl=10s'
const EXEMPT = '            - --exempt-namespace=gatekeeper-system\n'
const DATA = '--enable-external-data=true'
const BUILTIN = '--disable-opa-builtin={http.send}'
const WEBHOOK = '            - --operation=webhook\n'
const AUDIT = '--audit-interval=60'
const LIMIT = '--constraint-violations-limit=100'

describe('of the flags of Gatekeeper, doctor', () => {
  it.each([
    ['finds that answers are remembered for a minute', TTL, TTL.replace('10s', '1m'), 'weak doctor-response-cache'],
    [
      'finds that answers are remembered for three minutes, as without the flag',
      `            - ${TTL}\n`,
      '',
      'weak doctor-response-cache',
    ],
    ['finds a time that is none', TTL, TTL.replace('10s', '$(TTL)'), 'weak doctor-response-cache'],
    [
      'finds the last of two',
      TTL,
      `${TTL}\n            - --external-data-provider-response-cache-ttl\n            - 3m0s`,
      'weak doctor-response-cache',
    ],
    ['finds that external data is off', DATA, '--enable-external-data=false', 'open doctor-external-data-off'],
    ['finds a switch that cannot be read', DATA, '--enable-external-data=yes', 'open doctor-external-data-off'],
    [
      'finds a builtin that the template needs',
      BUILTIN,
      '--disable-opa-builtin={http.send,external_data}',
      'open doctor-external-data-off',
    ],
    [
      'finds a clock that the template needs',
      BUILTIN,
      '--disable-opa-builtin=time.now_ns',
      'open doctor-external-data-off',
    ],
    ['finds that nobody validates', WEBHOOK, '', 'open doctor-operation-missing'],
    ['finds that nobody mutates', '            - --operation=mutation-webhook\n', '', 'weak doctor-operation-missing'],
    [
      'finds a namespace that may have the label',
      EXEMPT,
      `${EXEMPT}            - --exempt-namespace=shop\n`,
      'weak doctor-exempt-namespace-flag',
    ],
    [
      'finds that kube-system may have the label',
      EXEMPT,
      `${EXEMPT}            - --exempt-namespace=kube-system\n`,
      'note doctor-exempt-namespace-flag',
    ],
    [
      'finds names that anybody may take',
      EXEMPT,
      `${EXEMPT}            - --exempt-namespace-prefix=kube-\n`,
      'open doctor-exempt-namespace-flag',
    ],
    [
      'finds ends of names that anybody may take',
      EXEMPT,
      `${EXEMPT}            - --exempt-namespace-suffix=-system\n`,
      'open doctor-exempt-namespace-flag',
    ],
    ['finds that nobody audits', '            - --operation=audit\n', '', 'weak doctor-audit-off'],
    ['finds an audit that never begins', AUDIT, '--audit-interval=0', 'weak doctor-audit-off'],
    ['finds the usual number of violations', LIMIT, '--constraint-violations-limit=20', 'note doctor-audit-limits'],
    [
      'finds an audit of what is in the cache',
      '--audit-from-cache=false',
      '--audit-from-cache',
      'note doctor-audit-limits',
    ],
    ['finds one replica', '  replicas: 3', '  replicas: 1', 'note doctor-one-replica'],
    [
      'finds certificates of somebody else',
      '--disable-cert-rotation=false',
      '--disable-cert-rotation',
      'note doctor-own-certificates',
    ],
    ['finds denials that nobody logs', '            - --log-denies=true\n', '', 'note doctor-denials-unlogged'],
  ] as const)('%s', (_, find, replace, code) => {
    expect(foundAfter(find, replace)).toEqual([code])
  })

  it.each([
    ['no cache', TTL, TTL.replace('10s', '0')],
    ['a shorter cache', TTL, TTL.replace('10s', '1.5s')],
    ['a value in a word of its own', TTL, '--external-data-provider-response-cache-ttl\n            - 10s'],
    ['one hyphen', TTL, TTL.slice(1)],
    ['external data without a flag, which is on', `            - ${DATA}\n`, ''],
    [
      'operations in one word',
      `${WEBHOOK}            - --operation=mutation-webhook\n`,
      '            - --operation=webhook,mutation-webhook\n',
    ],
    ['no operations, which are all', `${WEBHOOK}            - --operation=mutation-webhook\n`, ''],
  ])('finds nothing in %s', (_, find, replace) => {
    expect(foundAfter(find, replace)).toEqual([])
  })
})

describe('of what runs Gatekeeper, doctor', () => {
  const COMMAND = '          command: [/manager]\n          args:\n            - --port=8443'
  const SHELL = COMMAND.replace('[/manager]', '["sh", "-c", "/manager --operation=webhook"]')
  const IMAGE = COMMAND.replace('command: [/manager]', 'image: openpolicyagent/gatekeeper:v3.23.1')

  it('does not take for one what only has its label', () => {
    const other = `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: other, namespace: shop, labels: { gatekeeper.sh/system: "yes" } }\nspec: { template: { spec: { containers: [{ name: a, image: proxy }] } } }`
    const silent = changed('            - --operation=webhook\n', '')
    expect(found(`${silent}\n---\n${other}`)).toEqual(['open doctor-operation-missing'])
  })

  it('knows it by the image where there is no command, and not through a shell', () => {
    expect(foundAfter(COMMAND, IMAGE)).toEqual([])
    expect(foundAfter(COMMAND, SHELL)).toContain('open doctor-operation-missing')
  })
})
