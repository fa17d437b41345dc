import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InputDocument } from '@pawl/document'
import { documentConstants, joinConstants, type SearchResult, search } from '@pawl/policy/prove'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleFiles } from '../../apps/cli/src/commands/prove/bundle-files.ts'
import { openTarget } from '../../apps/cli/src/commands/prove/open-target.ts'
import type { OpenTarget, TargetOptions } from '../../apps/cli/src/commands/prove/targets/target.ts'
import { OPA } from './run-target.ts'

const NOW = 1_767_312_000
const folder = mkdtempSync(join(tmpdir(), 'pawl-prove-targets-'))
const at = (name: string): string => join(folder, name)
const LIBRARY = fileURLToPath(new URL('../../packages/opa/rego', import.meta.url))

const LATEST = `package latest
default allow := false
allow if {
  some image in input.images
  moments := [claim.moment | some claim in image.claims; claim.type == data.settings.type]
  some claim in image.claims
  claim.moment == max(moments)
  claim.type == data.settings.type
  claim.summary.critical == 0
}
`
const DENY = `package denying
violation contains "no document" if not data.pawl.input.document
violation contains "not reviewed" if {
  some image in input.images
  count([1 | some claim in data.pawl.claims.by(image, "review", ["alice"])]) == 0
}
violation contains "not a list of images" if not is_array(input.images)
`
const CARELESS = `package denying
violation contains "not reviewed" if {
  some image in input.images
  count([1 | some claim in data.pawl.claims.by(image, "review", ["alice"])]) == 0
}
`
const ASKS_THE_NET = `package net
default allow := false
allow if http.send({"method": "get", "url": input.images[0].reference}).status_code == 200
`

const open = (given: Partial<TargetOptions>): OpenTarget =>
  openTarget({
    ...{ files: [], policy: undefined, url: undefined, yesAt: undefined, violationsAt: undefined, readAt: NOW },
    opa: OPA,
    ...{ kyverno: 'kyverno', environment: {}, namespace: 'default' },
    ...given,
  })

const ask = (
  { ask: question, constants }: OpenTarget,
  cases: number,
  documents: readonly InputDocument[] = [],
): Promise<SearchResult> => search(question, { seed: 1, cases, now: NOW, constants, documents })

const DIGEST = `sha256:${'a'.repeat(64)}`
/** What the policy under test says yes to. */
const CLEAN: InputDocument = {
  apiVersion: 'pawl.dev/v1',
  kind: 'AttestationInput',
  now: NOW,
  images: [
    {
      ...{ reference: 'ghcr.io/acme/app:1', repository: 'ghcr.io/acme/app', name: 'app', digest: DIGEST },
      ...{ verifiedAt: NOW, validUntil: NOW + 300, trust: { name: 'acme', digest: DIGEST, revision: 1 } },
      claims: [
        {
          ...{ type: 'vulnerability-scan', predicateType: 'https://example.com/scan/v1', attester: 'scanner' },
          ...{ signer: { kind: 'key', id: DIGEST }, moment: NOW - 60, statementDigest: DIGEST, subject: 'exact' },
          summary: { critical: 0 },
        },
      ],
    },
  ],
}

function kinds({ found }: SearchResult): readonly string[] {
  return found.map(({ kind }) => kind)
}

const real = OPA === undefined ? describe.skip : describe
if (OPA === undefined) console.log('prove targets: SKIPPED, the real opa: run .ci/opa/install.mjs and set PAWL_OPA')

real('pawl prove asks', () => {
  beforeAll(() => {
    writeFileSync(at('latest.rego'), LATEST)
    writeFileSync(at('denying.rego'), DENY)
    writeFileSync(at('net.rego'), ASKS_THE_NET)
    writeFileSync(at('data.json'), '{"settings":{"type":"vulnerability-scan"}}')
    const files = [at('latest.rego'), at('data.json')]
    const build = ['build', '-t', 'wasm', '-e', 'latest/allow', '-o', at('bundle.tar.gz'), ...files]
    execFileSync(OPA ?? '', build)
    const { wasm } = bundleFiles(readFileSync(at('bundle.tar.gz')), '')
    writeFileSync(at('policy.wasm'), wasm)
  })

  it('Rego with the data beside it: deletion', async () => {
    const target = open({ files: [at('latest.rego'), at('data.json')], yesAt: 'data.latest.allow' })
    expect(kinds(await ask(target, 5000))).toContain('deletion')
  })

  it('a bundle with its own data, from a document that it allows: deletion', async () => {
    const target = open({ files: [at('bundle.tar.gz')], yesAt: 'data.latest.allow' })
    const constants = joinConstants([target.constants, documentConstants(CLEAN)])
    expect(kinds(await ask({ ...target, constants }, 20_000, [CLEAN]))).toContain('deletion')
  })

  it('a module, which says no to everything without its data', async () => {
    const target = open({ files: [at('policy.wasm')], yesAt: 'data.latest.allow' })
    expect(await ask(target, 1000)).toMatchObject({ yes: 0, found: [] })
  })

  it('a set of violations, which is always open by construction, even where nothing is found', async () => {
    const target = open({ files: [at('denying.rego'), LIBRARY], violationsAt: 'data.denying.violation' })
    expect(target.notes.join()).toContain('open by construction')
    const result = await ask(target, 5000)
    expect(result.yes).toBeGreaterThan(100)
    expect(kinds(result)).toEqual([])
  })

  it('a set of violations that is empty where there is no document: empty', async () => {
    writeFileSync(at('careless.rego'), CARELESS)
    const target = open({ files: [at('careless.rego'), LIBRARY], violationsAt: 'data.denying.violation' })
    expect(kinds(await ask(target, 5000))).toContain('empty')
  })

  it('no policy that calls what WebAssembly lacks, and says so: builtin-unsupported', async () => {
    const target = open({ files: [at('net.rego')], yesAt: 'data.net.allow' })
    await expect(ask(target, 1000)).rejects.toMatchObject({
      code: 'builtin-unsupported',
      lines: [{ at: 'http.send' }],
    })
  })

  it('no Rego that opa does not build, and says why: opa-failed', () => {
    writeFileSync(at('broken.rego'), 'package broken\nallow if {')
    expect(() => open({ files: [at('broken.rego')], yesAt: 'data.broken.allow' })).toThrow(
      expect.objectContaining({ code: 'opa-failed' }),
    )
  })
})
