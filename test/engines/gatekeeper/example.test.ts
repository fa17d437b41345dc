import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseYamlDocuments } from '@pawl/setup'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readGateway } from '../../../apps/gateway/src/configuration/read-gateway.ts'
import { type RunningGateway, startGateway } from '../../../apps/gateway/src/start.ts'
import { created } from './cluster/admission.ts'
import { GATEKEEPER, GATEKEEPER_MISSING, type KubeObject, type Stored } from './harness.ts'
import { newScene, type Scene } from './scene.ts'

const root = fileURLToPath(new URL('../../..', import.meta.url))
const inExample = (path: string): string => `${root}examples/gatekeeper/${path}`
const PAGE = readFileSync(inExample('README.md'), 'utf8')
const blocks = [...PAGE.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '')
const ROWS = [...PAGE.matchAll(/^\| \[(\w+)\]\(pods\/\1\.yaml\) \| ([\w-]+) \| (\w+) \|$/gm)].map(
  ([, pod = '', namespace = '', comes = '']) => ({ pod, namespace, comes }),
)
const STORED: Readonly<Record<string, Stored>> = {
  Provider: 'provider',
  ConstraintTemplate: 'template',
  PawlAttestations: 'constraint',
  Assign: 'assign',
}

const objectsIn = (path: string): readonly KubeObject[] =>
  parseYamlDocuments(readFileSync(path, 'utf8'), path).map(({ value }) => value as KubeObject)

const run = (block: string) => spawnSync('bash', ['-euc', block], { cwd: root, encoding: 'utf8', timeout: 120_000 })

describe('examples/gatekeeper/README.md', { timeout: 300_000 }, () => {
  const [certificates = '', ask = '', manifests = ''] = blocks

  it('has three blocks to run, and nine rows of what comes of it', () => {
    expect(blocks).toHaveLength(3)
    expect(ROWS).toHaveLength(9)
  })

  it('makes certificates and finds its configuration right', () => {
    const { status, stderr, stdout } = run(certificates)
    expect([status, `${stdout}${stderr}`]).toStrictEqual([
      0,
      expect.stringContaining('the configuration can be used: production, staging, sandbox'),
    ])
  })

  it('is answered as the page says, and not without a certificate', () => {
    const { status, stdout } = run(ask)
    expect([status, JSON.parse(stdout)]).toMatchObject([
      0,
      { response: { systemError: '', items: [{ value: { accepted: { enforce: true, warn: true, audit: true } } }] } },
    ])
    const request = readFileSync(inExample('request.json'), 'utf8')
    const other = run(ask.replace('@../request.json', `'${request.replace('8de60fc4', '8de60fc5')}'`))
    expect(JSON.parse(other.stdout)).toMatchObject({
      response: {
        items: [
          {
            value: {
              accepted: { enforce: false, warn: false, audit: false },
              reasons: ['reviewed/reviewed-by-security: claim-missing'],
            },
          },
        ],
      },
    })
    const nobody = run(ask.replace('--cert gatekeeper.crt --key gatekeeper.key', ''))
    expect([nobody.status === 0, nobody.stdout]).toStrictEqual([false, ''])
  })

  it('prints manifests, and what doctor has not seen', () => {
    const { status, stdout } = run(manifests)
    expect([status, stdout]).toStrictEqual([0, expect.stringContaining('0 open')])
    expect(stdout).toContain('not-seen')
  })
})

if (GATEKEEPER === undefined) console.warn(GATEKEEPER_MISSING)

describe.skipIf(GATEKEEPER === undefined).each(['decision', 'document'])('what comes of it, %s mode', (mode) => {
  let gateway: RunningGateway
  let scene: Scene
  beforeAll(async () => {
    execFileSync('sh', [inExample('certificates.sh')])
    const [, , manifests = ''] = blocks
    expect(run(manifests.replace('--mode decision', `--mode ${mode}`)).status).toBe(0)
    gateway = await startGateway(readGateway(inExample('gateway.yaml')), {}, () => Math.floor(Date.now() / 1000))
    const [cert, key] = ['gatekeeper.crt', 'gatekeeper.key'].map((name) =>
      readFileSync(inExample(`out/${name}`), 'utf8'),
    )
    scene = await newScene(GATEKEEPER ?? '', {}, { authority: '', cert: cert ?? '', key: key ?? '' })
    await scene.restart('10s')
    for (const manifest of objectsIn(inExample('out/pawl.yaml'))) {
      await scene.harness.store(STORED[String(manifest['kind'])] ?? 'template', manifest)
    }
  }, 120_000)
  afterAll(async () => {
    await scene.dispose()
    await gateway.close()
  })

  it.each(ROWS)('$pod in $namespace: $comes', async ({ pod, namespace, comes }) => {
    const [object = {}] = objectsIn(inExample(`pods/${pod}.yaml`))
    const { allowed, warnings } = await scene.harness.review({ request: created(object, { namespace }) })
    const came = warnings.length > 0 ? 'warned' : 'admitted'
    expect(allowed ? came : 'denied').toBe(comes)
  })
})
