import { createHash } from 'node:crypto'
import { decide, identifyAlone, parsePolicy } from '@pawl/policy'
import { describe, expect, it } from 'vitest'

const NOW = 1_763_812_800
const DAY = 86_400
type Json = Record<string, unknown>

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`
const claim = (type: string, summary: Json, moment: number = NOW - 60): Json => ({
  type,
  attester: 'a',
  statementDigest: sha256(Buffer.from(JSON.stringify([type, summary, moment]))),
  moment,
  summary,
})

/** What one requirement says of these claims. */
function verdictOf(requirement: Json, claims: readonly unknown[]): string {
  const policy = parsePolicy(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'AttestationPolicy',
      metadata: { name: 'p', revision: 1 },
      spec: { mode: 'enforce', images: ['**'], require: [{ name: 'r', from: ['a'], maxAge: '1d', ...requirement }] },
    },
    NOW,
  )
  const image = {
    reference: 'ghcr.io/acme/app:1',
    repository: 'ghcr.io/acme/app',
    name: 'app',
    digest: sha256(Buffer.from('app')),
    verifiedAt: NOW,
    validUntil: NOW + 300,
    claims,
  }
  const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now: NOW, images: [image] }
  return decide(document, identifyAlone(policy, sha256)).decision
}

describe('C50: a genuine build by the wrong trigger', () => {
  const pushed = { field: 'trigger', equals: 'push' }
  const hosted = { field: 'runnerEnvironment', equals: 'github-hosted' }
  const built = (trigger: string | undefined, runnerEnvironment = 'github-hosted') =>
    verdictOf({ claim: 'provenance', where: [pushed, hosted] }, [
      claim('provenance', { ...(trigger === undefined ? {} : { trigger }), runnerEnvironment }),
    ])

  it('allows a push on a hosted runner', () => expect(built('push')).toBe('allow'))
  it.each(['pull_request', 'pull_request_target', 'workflow_dispatch', 'Push', 'push ', undefined])(
    'denies the trigger %s',
    (trigger) => expect(built(trigger)).toBe('deny'),
  )
  it('denies a self-hosted runner', () => expect(built('push', 'self-hosted')).toBe('deny'))
})

describe('C51: a scanner that was taken over', () => {
  const known = { field: 'scannerVersion', in: ['0.69.1', '0.69.2'] }
  const scanned = (scannerVersion: unknown) =>
    verdictOf({ claim: 'vulnerability-scan', where: [known] }, [claim('vulnerability-scan', { scannerVersion })])

  it('allows a version on the list of those that are known', () => expect(scanned('0.69.2')).toBe('allow'))
  it.each(['0.69.3', '0.69.20', '0.69', '', ['0.69.2'], undefined])(
    'denies the version %j, which is not',
    (version) => {
      expect(scanned(version)).toBe('deny')
    },
  )
})

describe('C97: a rule about what must not be there', () => {
  it.each([
    { where: [{ field: 'vulnerable', equals: false }] },
    { where: [{ field: 'vulnerable', exists: false }] },
    { where: [{ field: 'vulnerable', not: { equals: true } }] },
    { where: [{ field: 'findings', noneOf: ['x'] }] },
    { noneOf: [{ claim: 'vulnerable', from: ['a'], maxAge: '1d' }] },
    { count: 0 },
  ])('cannot be written: %j', (requirement) => {
    expect(() => verdictOf({ claim: 'vulnerability-scan', ...requirement }, [])).toThrow('the policy is invalid')
  })
})

describe('C98 and C99: deleting or hiding the bad scan', () => {
  const clean = claim('vulnerability-scan', { critical: 0 }, NOW - DAY / 2)
  const dirty = claim('vulnerability-scan', { critical: 3 }, NOW - 60)
  const requirement = { claim: 'vulnerability-scan', where: [{ field: 'critical', atMost: 0 }] }

  it('changes nothing: the clean one counts with and without the bad one, in either order', () => {
    const verdicts = [[clean], [clean, dirty], [dirty, clean]].map((claims) => verdictOf(requirement, claims))
    expect(verdicts).toStrictEqual(['allow', 'allow', 'allow'])
  })

  it('denies the bad one alone, and nothing at all', () => {
    expect([[dirty], []].map((claims) => verdictOf(requirement, claims))).toStrictEqual(['deny', 'deny'])
  })

  it('denies the clean one once it is too old: what retracts it is its age', () => {
    const old = claim('vulnerability-scan', { critical: 0 }, NOW - DAY - 1)
    expect(verdictOf(requirement, [old])).toBe('deny')
    expect(verdictOf(requirement, [claim('vulnerability-scan', { critical: 0 }, NOW - DAY)])).toBe('allow')
  })
})

describe('C110: truths about nothing', () => {
  it.each([
    ['a list that holds nothing', { found: [] }, 'deny'],
    ['a list that holds it', { found: ['x', 'y'] }, 'allow'],
    ['no list', {}, 'deny'],
  ])('asks of %s whether it contains all', (_, summary, verdict) => {
    const where = [{ field: 'found', containsAll: ['x', 'y'] }]
    expect(verdictOf({ claim: 'vulnerability-scan', where }, [claim('vulnerability-scan', summary)])).toBe(verdict)
  })
})

describe('C111: an old signature stamped anew', () => {
  it('denies a claim without a moment of its own, and allows the same with one', () => {
    const { moment: _, ...timeless } = claim('review', {})
    expect(verdictOf({ claim: 'review' }, [timeless])).toBe('deny')
    expect(verdictOf({ claim: 'review' }, [{ ...timeless, moment: NOW - DAY }])).toBe('allow')
  })
})
