import type { ChildProcess } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Reviewed } from './answers.ts'
import { created } from './cluster/admission.ts'
import { copyExample, type ExampleCopy, README, readmeScript, runGateway, tableOf } from './example.ts'
import { GATEKEEPER, GATEKEEPER_MISSING, type Harness, type KubeObject, type Stored, startHarness } from './harness.ts'

const STORED: ReadonlyMap<unknown, Stored> = new Map([
  ['Provider', 'provider'],
  ['ConstraintTemplate', 'template'],
  ['PawlAttestations', 'constraint'],
  ['Assign', 'assign'],
])
const CELLS = tableOf(README)
const { blocksOf, problemsOf } = await readmeScript()

let example: ExampleCopy
let problems: readonly string[]
beforeAll(() => {
  example = copyExample()
  problems = problemsOf(README, { cwd: example.folder, env: example.env })
}, 120_000)
afterAll(() => example.dispose())

describe('the README of examples/gatekeeper', () => {
  it('says what its commands print', () => {
    expect(blocksOf(README)).toHaveLength(4)
    expect(problems).toStrictEqual([])
  })

  it('has a row for each file of pods/', () => {
    const files = readdirSync(join(example.folder, 'pods')).map((each) => each.replace('.yaml', ''))
    expect([...new Set(CELLS.map(([name]) => name))].toSorted()).toStrictEqual(files.toSorted())
    expect(CELLS).toHaveLength(files.length * 4)
  })
})

if (GATEKEEPER === undefined) console.log(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined)(
  'the real Gatekeeper with the manifests and the gateway of the example',
  () => {
    let gateway: ChildProcess
    let harness: Harness
    beforeAll(async () => {
      gateway = await runGateway(example)
      harness = startHarness(GATEKEEPER ?? '')
    })
    afterAll(async () => {
      await harness.dispose()
      gateway.kill()
    })

    const objectOf = (name: string): KubeObject => example.read(`pods/${name}.yaml`)[0] ?? {}

    describe.each(['document', 'decision'])('in %s mode', (mode) => {
      beforeAll(async () => {
        await openWith(harness, example, `${mode}.yaml`)
      })

      it.each(CELLS)('%s in %s: %s', async (name, namespace, outcome) => {
        const object = { ...objectOf(name), metadata: { name, namespace } }
        expect(outcomeOf(await harness.review({ request: created(object, { namespace }) }))).toBe(outcome)
      })

      it.each([
        ['unreviewed', mode === 'document' ? 'reviewed/reviewed' : 'claim-missing'],
        ['tag', 'image-unavailable'],
        ['foreign', mode === 'document' ? 'reviewed/scanned' : 'not-governed'],
      ])('says why %s is denied: %s', async (name, code) => {
        const namespace = 'production'
        const object = { ...objectOf(name), metadata: { name, namespace } }
        expect((await harness.review({ request: created(object, { namespace }) })).message).toContain(code)
      })

      it('leaves a digest as it is when it pins', async () => {
        const { allowed, patch } = await harness.mutate({ request: created(objectOf('good')) })
        expect({ allowed, patch }).toStrictEqual({ allowed: true, patch: null })
      })

      it('refuses a tag that nobody can pin', async () => {
        const { allowed, patch } = await harness.mutate({ request: created(objectOf('tag')) })
        expect({ allowed, patch }).toStrictEqual({ allowed: false, patch: null })
      })
    })
  },
)

/** A pod of Gatekeeper that has just started, with the manifests in the order in which they were printed. */
async function openWith(harness: Harness, { folder, read }: ExampleCopy, manifests: string): Promise<void> {
  const [clientCertificate, clientKey] = ['crt', 'key'].map((end) => join(folder, `certificates/gatekeeper.${end}`))
  await harness.open({ cacheTTL: '10s', clientCertificate: clientCertificate ?? '', clientKey: clientKey ?? '' })
  for (const each of read(manifests)) {
    const what = STORED.get(each['kind'])
    if (what === undefined) throw new TypeError(`the harness takes no ${String(each['kind'])}`)
    await harness.store(what, what === 'provider' ? onThisMachine(each) : each)
  }
}

/** The one thing that differs from a cluster: there the name leads to the gateway. Its certificate has both names. */
function onThisMachine(provider: KubeObject): KubeObject {
  const text = JSON.stringify(provider)
  const changed = text.replace('https://pawl-gateway.pawl-system:8443', 'https://localhost:18443')
  if (changed === text) throw new TypeError('the Provider leads somewhere else')
  return JSON.parse(changed) as KubeObject
}

/** In the words of the table. Anything else is named as it is. */
function outcomeOf({ allowed, code, warnings, results }: Reviewed): string {
  const actions = [...new Set(results.map((each) => each.enforcementAction))].toSorted().join()
  if (!allowed) return code === 403 && actions.includes('deny') ? 'denied' : `failed with ${code}`
  if (warnings.length > 0) return `${actions}` === 'dryrun,warn' ? 'warned' : `warned by ${actions}`
  return actions === '' ? 'admitted' : actions === 'dryrun' ? 'reported' : actions
}
