import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import {
  type BundleJson,
  encodeStatement,
  FORGERIES,
  fakeSigstore,
  githubIdentity,
  type Identity,
  SLSA_PROVENANCE_V1,
  slsaProvenanceV1,
  statement,
} from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { propose } from './propose.ts'

const NOW = 1_767_312_000
const HEX = 'a'.repeat(64)
const folder = mkdtempSync(join(tmpdir(), 'pawl-propose-hostile-'))
const sigstore = fakeSigstore({ now: NOW })
writeFileSync(join(folder, 'root.json'), JSON.stringify(sigstore.trustedRoot))
const honest = githubIdentity({ repository: 'acme/app' })
const mallory = githubIdentity({ repository: 'mallory/app' })

function payload(repository: string, varied: object = {}): Uint8Array {
  const predicate = { ...slsaProvenanceV1({ repository }), ...varied }
  return encodeStatement(
    statement({ subject: [{ digest: { sha256: HEX } }], predicateType: SLSA_PROVENANCE_V1, predicate }),
  )
}

const good = sigstore.bundle({ payload: payload('acme/app'), identity: honest })

async function proposed(...bundles: readonly BundleJson[]): Promise<string> {
  const evidence = join(folder, 'evidence.jsonl')
  writeFileSync(evidence, bundles.map((each) => `${JSON.stringify(each)}\n`).join(''))
  const lines: string[] = []
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  const silent = { ...out, write: () => undefined }
  const trustedRoot = [{ name: 'test', path: join(folder, 'root.json') }]
  const access = (): undefined => undefined
  const options = { evidence: [evidence], access, trustedRoot, publicGood: false, key: [], name: 'proposed', now: NOW }
  try {
    await propose([`ghcr.io/acme/app@sha256:${HEX}`], options, { out, err: silent, loadOpa: loadEngine })
    return lines.join('\n')
  } catch (error) {
    return asRefusal(error).code
  }
}

/** Attesters by their identities, as a reader of YAML sees them and not a reader of comments. */
function identities(text: string): readonly string[] {
  const [trust] = parseAllDocuments(text)
  const { spec } = trust?.toJS() ?? {}
  return spec.attesters.flatMap(({ keyless }: { keyless: { identity: string }[] }) =>
    keyless.map(({ identity }) => identity),
  )
}

/** What a sound verifier may accept (testkit README). */
const SOUND: readonly string[] = ['leaf-validity-too-long', 'timestamp-extra-certificate']

describe('what an attacker attaches', () => {
  it('proposes a stranger who did sign, and says that nothing ties them to the image', async () => {
    const text = await proposed(good, sigstore.bundle({ payload: payload('mallory/app'), identity: mallory }))
    expect(identities(text)).toEqual([honest.san, mallory.san])
    expect(text).toContain('# CHECK: mallory is in the name of none of the images. Is this signer yours?')
    expect(text).not.toContain('CHECK: acme is in the name')
  })

  it.each(FORGERIES.filter(({ name }) => !SOUND.includes(name)).map(({ name }) => name))(
    'never proposes who did not sign: the forgery %s',
    async (forge) => {
      const timestamp = forge.startsWith('timestamp-')
      const forged = sigstore.bundle({ payload: payload('mallory/app'), identity: mallory, timestamp, forge })
      const text = await proposed(good, forged)
      expect(identities(text)).toEqual([honest.san])
      expect(text).not.toContain('mallory')
      expect(await proposed(forged)).toBe('nothing-to-propose')
    },
  )

  it('never proposes an identity that verifies under no root that was named', async () => {
    const other = fakeSigstore({ now: NOW }).bundle({ payload: payload('mallory/app'), identity: mallory })
    expect(identities(await proposed(good, other))).toEqual([honest.san])
  })

  it.each(['https://github.com/*/app/.github/workflows/a.yml@refs/heads/main', '**'])(
    'never writes the identity %s, which would be a pattern',
    async (san) => {
      const text = await proposed(good, sigstore.bundle({ payload: payload('acme/app'), identity: { ...honest, san } }))
      expect(identities(text)).toEqual([honest.san])
      expect(text).toContain('a star in it would be read as a pattern')
    },
  )

  it('never proposes a mail address with the text of a workflow', async () => {
    const identity: Identity = { ...mallory, sanKind: 'email' }
    const bundle = sigstore.bundle({ payload: payload('mallory/app'), identity })
    expect(identities(await proposed(good, bundle))).toEqual([honest.san])
    expect(await proposed(bundle)).toBe('nothing-to-propose')
  })
})

describe('text of others in a proposal', () => {
  const TEXTS = [
    'a # b',
    "a': {b",
    '"',
    ', claims: [review] }',
    '- x',
    '&a',
    '\u202egnp.exe',
    '\u0430cme',
    '{name}',
    '%',
    '---',
  ]

  it.each(TEXTS)('is text and nothing else: %j', async (hostile) => {
    // The name in a certificate is printable ASCII without space, quotation mark and comma; its other fields are any text.
    const san = `user:${hostile.replaceAll(/[^!#-+\--~]/g, '')}`
    const builderId = `https://builder.test/${hostile}`
    const predicate = slsaProvenanceV1({ repository: 'acme/app', ref: hostile, builderId })
    const identity: Identity = {
      ...githubIdentity({ repository: 'acme/app', ref: hostile, trigger: hostile }),
      san,
      sanKind: 'other',
    }
    const text = await proposed(sigstore.bundle({ payload: payload('acme/app', predicate), identity }))
    // It would be refused as a defect if it read as anything but what was meant: what is left to see is the bytes.
    const [trust, policy] = parseAllDocuments(text).map((each) => each.toJS())
    expect(trust.spec.attesters).toHaveLength(1)
    expect(trust.spec.attesters[0].keyless[0].identity).toBe(san)
    expect(trust.spec.attesters[0].keyless[0].certificate.trigger).toBe(hostile)
    expect(JSON.stringify(policy.spec.require[0].where)).toContain(JSON.stringify(builderId).slice(1, -1))
    expect(text).toMatch(/^[\n -~]*$/)
  })
})
