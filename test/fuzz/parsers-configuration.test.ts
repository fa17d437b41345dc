import { Fault, loadTrust, parseImageReference, type TrustConfiguration } from '@pawl/core'
import { ConfigurationInvalid } from '@pawl/document'
import { fakeSigstore, testKey } from '@pawl/testkit'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SEED, SIZE } from './fuzz-size.ts'
import { brokenText, brokenValue } from './near-yes.ts'

const RUN = { seed: SEED, numRuns: SIZE === 'long' ? 20_000 : 3000 }
console.log(`parsers of configuration: seed ${RUN.seed}, ${RUN.numRuns} runs a property`)

describe('the trust loader', () => {
  // One authority and no logs: a root is read in each run, and reading all of it would be most of the run.
  const { trustedRoot } = fakeSigstore({ now: 1_767_312_000, treeLeaves: 1 })
  const smallRoot = {
    ...trustedRoot,
    tlogs: [],
    ctlogs: [],
    timestampAuthorities: [],
    certificateAuthorities: trustedRoot.certificateAuthorities.slice(0, 1),
  }
  const files = new Map([
    ['a.pub', testKey('ed25519').publicPem],
    ['b.pub', testKey('p256').publicPem],
    ['c.pub', testKey('p384').publicPem],
    ['root.json', JSON.stringify(smallRoot)],
  ])
  const good = {
    apiVersion: 'pawl.dev/v1',
    kind: 'TrustConfiguration',
    metadata: { name: 'acme', revision: 7 },
    spec: {
      attesters: [
        { name: 'security-team', keys: [{ file: 'a.pub', validFrom: '2026-01-01T00:00:00Z' }], claims: ['review'] },
        {
          name: 'acme-ci',
          keyless: [{ root: 'fake', issuer: 'https://issuer.test', identity: 'https://acme.test/*' }],
          claims: ['provenance'],
          buildLevel: 3,
        },
      ],
      roots: [{ name: 'fake', trustedRoot: 'root.json' }],
    },
  }

  function loaded(value: unknown): TrustConfiguration | undefined {
    const file = (name: string): Uint8Array => {
      const text = files.get(name)
      if (text === undefined) throw new Fault('source-unreadable', 'no such file', name)
      return Buffer.from(text)
    }
    try {
      return loadTrust(value, { file, publicGood: () => file('root.json') })
    } catch (error) {
      if (!(error instanceof ConfigurationInvalid)) expect(error).toBeInstanceOf(Fault)
      return undefined
    }
  }

  it('accepts the configuration when nothing is broken', () => {
    expect(loaded(good)?.attesters.map(({ name }) => name)).toEqual(['security-team', 'acme-ci'])
  })

  const mostly = <T>(usual: T, others: fc.Arbitrary<T>): fc.Arbitrary<T> =>
    fc.oneof({ weight: 12, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: others })
  /** Attesters of which any part may be missing, empty or wrong. */
  const attester = fc.record(
    {
      name: fc.constantFrom('security-team', 'acme-ci', 'a', 'b', ''),
      keys: fc.constantFrom([{ file: 'a.pub' }], [{ file: 'b.pub' }], [{ file: 'c.pub' }], [], [{}]),
      keyless: fc.array(
        fc.record(
          {
            root: mostly('fake', fc.constant('other')),
            issuer: mostly('https://issuer.test', fc.constant('')),
            identity: mostly('https://acme.test/*', fc.constantFrom('**', '***', '')),
            certificate: mostly<object>({ trigger: 'push' }, fc.constantFrom({}, { trigger: '' }, { unknown: 'x' })),
          },
          { requiredKeys: ['root', 'issuer', 'identity'] },
        ),
        { maxLength: 2 },
      ),
      claims: mostly(['review'], fc.constantFrom<string[]>([], ['no-such-claim'], ['review', 'sbom'])),
    },
    { requiredKeys: ['claims', 'name'] },
  )
  const assembled = fc
    .array(attester, { maxLength: 2 })
    .map((attesters) => ({ ...good, spec: { ...good.spec, attesters } }))

  function expectWhole(trust: TrustConfiguration): void {
    for (const { claims, keys, keyless, name } of trust.attesters) {
      expect(name).not.toBe('')
      expect(claims.length).toBeGreaterThanOrEqual(1)
      expect(keys.length + keyless.length).toBeGreaterThanOrEqual(1)
      for (const { validFrom, validUntil } of keys) expect(validFrom).toBeLessThan(validUntil)
      for (const { issuer, identity, root } of keyless) {
        expect([issuer, identity]).not.toContain('')
        expect(trust.roots).toContain(root)
      }
    }
  }

  it('accepts no attester without a signer, an issuer, an identity or a claim when a good configuration is broken', () => {
    const counts = { taken: 0, withAttesters: 0, refused: 0 }
    fc.assert(
      fc.property(fc.oneof(brokenValue(good), assembled), (value) => {
        const trust = loaded(value)
        counts[trust === undefined ? 'refused' : 'taken'] += 1
        if (trust === undefined) return
        if (trust.attesters.length > 0) counts.withAttesters += 1
        expectWhole(trust)
      }),
      { ...RUN, numRuns: Math.ceil(RUN.numRuns / 3) },
    )
    console.log(`parsers, broken trust configurations: ${JSON.stringify(counts)}`)
    expect(Math.min(counts.withAttesters, counts.refused)).toBeGreaterThan(RUN.numRuns / 75)
  })

  it('throws ConfigurationInvalid or a Fault when it is given anything at all', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(loaded(value)).toBeUndefined()
      }),
      RUN,
    )
  })
})

describe('the image reference reader', () => {
  const unit = fc.constantFrom(
    ...'abcAZ019./:@-_',
    'docker.io',
    'library/',
    'localhost',
    ':443',
    ':80',
    `sha256:${'a'.repeat(64)}`,
  )
  const references = fc.oneof(
    fc.string({ unit, maxLength: 12 }),
    brokenText(fc.constantFrom('ghcr.io/acme/app:1.4', 'app', `r.test:5000/a/b@sha256:${'0'.repeat(64)}`)),
    fc.string(),
  )

  function parsed(text: string): ReturnType<typeof parseImageReference> | undefined {
    try {
      return parseImageReference(text)
    } catch (error) {
      expect(error).toBeInstanceOf(Fault)
      return undefined
    }
  }

  it('throws a Fault, or makes a canonical name, when it is given any text', () => {
    let taken = 0
    fc.assert(
      fc.property(references, (text) => {
        const reference = parsed(text)
        if (reference === undefined) return
        taken += 1
        const { repository, name } = reference
        expect(repository).toMatch(/^[a-z0-9.:-]+(\/[a-z0-9._-]+)+$/)
        expect(repository.endsWith(`/${name}`)).toBe(true)
        expect(repository).not.toMatch(/^(index\.|registry-1\.)?docker\.io\/[^/]+$/)
        expect(parsed(repository)).toMatchObject({ repository })
      }),
      RUN,
    )
    console.log(`parsers, image references taken: ${taken}`)
    expect(taken).toBeGreaterThan(RUN.numRuns / 20)
  })

  it.each(['a:443/b', 'a:80/b'])('reads its own name as itself when the text is %s', (text) => {
    expect(parsed(text)).toMatchObject({ repository: text })
    expect(parsed(parsed(text)?.repository ?? '')).toMatchObject({ repository: text })
  })

  it('rejects a host of one word whose dot alone says that it is one: reference-invalid', () => {
    expect(parsed('a./b')).toBeUndefined()
    expect(parsed('a.b./c')).toMatchObject({ repository: 'a.b/c' })
  })
})
