import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Manifest } from '@pawl/kyverno'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { created } from '../../gatekeeper/cluster/admission.ts'
import { readmeScript, tableOf } from '../../gatekeeper/example.ts'
import { KYVERNO, KYVERNO_HARNESS, KYVERNO_MISSING, type Reviewed, startHarness } from '../harness.ts'
import { type ExampleGateway, gatewayOfExample } from './gateway-of-example.ts'
import { CASES, MODES, podOf, requestOf, TESTS } from './recorded.ts'

const url = (path: string): URL => new URL(`../../../../${path}`, import.meta.url)
const README = readFileSync(url('examples/kyverno/README.md'), 'utf8')

/** Times are of the day on which it was recorded. */
const timeless = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (name, each: unknown) =>
      ['now', 'verifiedAt', 'validUntil'].includes(name) ? 'a time' : each,
    ),
  )

let gateway: ExampleGateway

beforeAll(async () => {
  gateway = await gatewayOfExample()
})
afterAll(() => gateway?.close())

it.each(
  MODES.flatMap((mode) => CASES.filter(({ instead }) => instead === undefined).map((each) => ({ mode, ...each }))),
)('has for $name in $mode mode what the gateway answers', async ({ mode, name, pod }) => {
  const suite = parse(readFileSync(join(TESTS, mode, name, 'kyverno-test.yaml'), 'utf8'))
  const answer = await gateway.ask(mode, requestOf(mode, name, podOf(pod, name).images))
  expect(timeless(suite.apiCallResponses[0].response.body)).toStrictEqual(timeless(answer))
})

if (KYVERNO === undefined) console.warn(KYVERNO_MISSING)

describe.skipIf(KYVERNO === undefined)('examples/kyverno, followed from its README', () => {
  const page = mkdtempSync(join(tmpdir(), 'pawl-kyverno-page-'))
  const bin = (): string => join(page, 'bin')
  afterAll(() => rmSync(page, { recursive: true, force: true }))
  const program = (name: string, line: string): void => {
    mkdirSync(bin(), { recursive: true })
    writeFileSync(join(bin(), name), `#!/bin/bash\n${line}\n`)
    chmodSync(join(bin(), name), 0o755)
  }
  const ours = (main: string): string =>
    `exec '${process.execPath}' --conditions=@pawl/source '${fileURLToPath(url(main))}' "$@"`

  it('prints what the page says', { timeout: 300_000 }, async () => {
    program('pawl', ours('apps/cli/src/main.ts'))
    program('pawl-gateway', ours('apps/gateway/src/main.ts'))
    program('kyverno', `exec '${KYVERNO}' "$@"`)
    // In a copy of its own: the page makes other certificates than the gateway of this test has.
    for (const name of ['gatekeeper', 'kyverno']) cpSync(url(`examples/${name}`), join(page, name), { recursive: true })
    const { blocksOf, problemsOf } = await readmeScript()
    expect(blocksOf(README)).toHaveLength(4)
    const env = { ...process.env, NO_COLOR: '1', PATH: `${bin()}:${process.env['PATH']}` }
    expect(problemsOf(README, { cwd: join(page, 'kyverno'), env })).toStrictEqual([])
  })

  it.each(MODES)("comes to what the table says in %s mode, by Kyverno's own webhook", async (mode) => {
    const harness = startHarness(KYVERNO_HARNESS ?? '', gateway.authorityFile)
    try {
      const printed = readFileSync(join(page, `kyverno/${mode}.yaml`), 'utf8')
      const here = printed.replaceAll('https://pawl-gateway.pawl-system:8444', gateway.url)
      await harness.open()
      for (const each of parseAllDocuments(here)) await harness.store(each.toJS() as Manifest)
      const cells = tableOf(README)
      expect(cells).toHaveLength(36)
      for (const [name, namespace, outcome] of cells) {
        const [document] = parseAllDocuments(readFileSync(join(gateway.folder, `gatekeeper/pods/${name}.yaml`), 'utf8'))
        const came = outcomeOf(await harness.review(created(document?.toJS() ?? {}, { namespace })))
        expect([name, namespace, came]).toStrictEqual([name, namespace, outcome === 'reported' ? 'admitted' : outcome])
      }
    } finally {
      await harness.dispose()
    }
  })
})

/** In the words of the table. What is only reported the webhook does not say. */
function outcomeOf({ allowed, warnings }: Reviewed): string {
  if (!allowed) return 'denied'
  return (warnings ?? []).length > 0 ? 'warned' : 'admitted'
}
