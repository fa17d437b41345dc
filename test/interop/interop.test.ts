import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { slsaProvenanceV1 } from '@pawl/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Cosign, KEYS, type KeyName, type Layout } from './cosign.ts'
import { pushImage } from './push-image.ts'
import { dockerRegistry, type RegistryProcess, referrersRegistry } from './registry-process.ts'

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))
const { PAWL_COSIGN = '', PAWL_REFERRERS_REGISTRY = '', PAWL_DOCKER_REGISTRY = '' } = process.env
const NAMES = Object.keys(KEYS) as readonly KeyName[]
const LAYOUTS: readonly Layout[] = ['bundle', 'attachment']
const TIME = 120_000

interface Kind {
  readonly what: string
  readonly binary: string
  readonly start: (folder: string) => Promise<RegistryProcess>
}
const KINDS: readonly Kind[] = [
  {
    what: 'a registry with referrers',
    binary: PAWL_REFERRERS_REGISTRY,
    start: (folder) => referrersRegistry(PAWL_REFERRERS_REGISTRY, join(folder, 'referrers')),
  },
  {
    what: "Docker's registry, without",
    binary: PAWL_DOCKER_REGISTRY,
    start: (folder) => dockerRegistry(PAWL_DOCKER_REGISTRY, join(folder, 'docker')),
  },
]

if (PAWL_COSIGN === '') console.log('skipped: PAWL_COSIGN names no cosign (node .ci/interop/install.mjs builds one)')
for (const { what, binary } of KINDS) if (binary === '') console.log(`skipped: ${what} is not there`)

describe.skipIf(PAWL_COSIGN === '')('what the real cosign writes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-interop-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  describe.each(KINDS)('into $what', ({ binary, start }) => {
    const skipped = binary === ''
    let registry: RegistryProcess
    let digest = ''
    let bare = ''
    const image = (of: string): string => `${registry.host}/acme/app@${of}`

    beforeAll(async () => {
      if (skipped) return
      registry = await start(folder)
      digest = await pushImage(registry.host, 'acme/app', '1.0', 'attested')
      bare = await pushImage(registry.host, 'acme/app', '2.0', 'bare')
      const cosign = new Cosign(PAWL_COSIGN, folder)
      const files = NAMES.map((name) => [name, cosign.importKey(name)] as const)
      const attesters = files.map(([name, file]) => ({ name, keys: [{ file }], claims: ['provenance'] }))
      const policies = NAMES.map((name) => ({ name, claim: 'provenance', from: [name], maxAge: 'unlimited' }))
      writeFileSync(join(folder, 'trust.json'), configuration('TrustConfiguration', { attesters }))
      writeFileSync(
        join(folder, 'policy.json'),
        configuration('AttestationPolicy', { mode: 'enforce', images: [`${registry.host}/**`], require: policies }),
      )
      for (const key of NAMES)
        for (const layout of LAYOUTS) cosign.attest(image(digest), { key, layout, predicate: predicateOf(key, layout) })
    }, TIME)
    afterAll(() => registry?.stop())

    it.skipIf(skipped)('is a claim, of every kind of key and in both layouts', () => {
      const { findings } = inspected(image(digest))
      const claims = findings.map(({ claim }) => `${claim?.attester} ${claim?.summary['builderId']}`)
      const expected = NAMES.flatMap((name) =>
        LAYOUTS.map((layout) => `${name} https://builders.test/${name}/${layout}`),
      )
      expect(claims.sort()).toEqual(expected.sort())
    })

    it.skipIf(skipped)('is found by the tag, too, and nothing is found of another image', () => {
      expect(inspected(`${registry.host}/acme/app:1.0`)).toMatchObject({ digest, findings: { length: 10 } })
      expect(inspected(`${registry.host}/acme/app:2.0`)).toMatchObject({ digest: bare, findings: [] })
    })

    it.skipIf(skipped)('allows the image by a policy that requires every key, and no other image', () => {
      expect(pawl('check', image(digest), '--policy', 'policy.json').status).toBe(0)
      expect(pawl('check', image(bare), '--policy', 'policy.json').status).toBe(1)
    })

    it.skipIf(skipped)('is captured, and then verified without the registry', () => {
      const captured = `captured-${digest.slice(7, 19)}-${registry.host.replace(/\W/g, '-')}`
      expect(pawl('capture', image(digest), '-o', captured).status).toBe(0)
      const offline = pawl('check', `oci:${captured}`, '--policy', 'policy.json', '--offline')
      expect(offline.said).toContain('ALLOW')
      expect(offline.status).toBe(0)
    })

    interface Report {
      readonly digest: string
      readonly findings: readonly {
        readonly claim?: { readonly attester: string; readonly summary: Readonly<Record<string, unknown>> }
      }[]
    }
    function inspected(subject: string): Report {
      const { said } = pawl('inspect', subject, '-o', 'json')
      const [report] = JSON.parse(said).subjects as [Report]
      return report
    }

    /** As a user would: a process, the registry allowed by name. */
    function pawl(
      command: string,
      subject: string,
      ...args: readonly string[]
    ): { readonly status: number | null; readonly said: string } {
      const offline = args.includes('--offline')
      const trust = command === 'capture' ? [] : ['--trust', 'trust.json']
      const access = offline ? [] : ['--insecure-registry', registry.host]
      const given = ['--conditions=@pawl/source', MAIN, command, subject, ...trust, ...access, ...args]
      const { status, stdout, stderr } = spawnSync(process.execPath, given, { cwd: folder, encoding: 'utf8' })
      return { status, said: stdout === '' ? stderr : stdout }
    }
  })
})

function configuration(kind: string, spec: object): string {
  return JSON.stringify({ apiVersion: 'pawl.dev/v1', kind, metadata: { name: 'interop', revision: 1 }, spec })
}

/** Another builder for every attestation, so that none is the same claim as another. */
function predicateOf(key: KeyName, layout: Layout): object {
  return slsaProvenanceV1({ builderId: `https://builders.test/${key}/${layout}` })
}
