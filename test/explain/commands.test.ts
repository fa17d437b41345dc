import { beforeEach, describe, expect, it } from 'vitest'
import { at, files, image, newHouse, POLICY, pawl, write } from '../configuration/house.ts'

beforeEach(newHouse)

const ACCEPTING = POLICY.replace('maxAge: 14d }', 'maxAge: 14d, where: [{ field: accepted, containsAll: [CVE-1] }] }')

describe('pawl policy explain', () => {
  it('says what counts and until when: 0', async () => {
    const run = await pawl('policy', 'explain', image(), ...files())
    expect(run.code).toBe(0)
    expect(run.out).toContain('asks for  review by security, at most 14d old')
    // Reviewed 2026-01-01T02:00:00Z; the first second after 14 d.
    expect(run.out).toMatch(/counts +review by security, made 2026-01-01T02:00:00Z.*until\s+2026-01-15T02:00:01Z/s)
    expect(run.out).not.toContain('to pass')
  })

  it('says why a claim does not count, and what would: 0', async () => {
    const run = await pawl('policy', 'explain', image(), ...files(), '--at', '2026-01-20T00:00:00Z')
    expect(run.code).toBe(0)
    expect(run.out).toContain('reviewed  unmet')
    expect(run.out).toMatch(/not this +review by security, made 2026-01-01T02:00:00Z, .*too\s+old\s+since\s+4 d/s)
    expect(run.out).toMatch(/to pass +a review by security, made at or after 2026-01-06T00:00:00Z/)
  })

  it('says what a field says and what is asked of it', async () => {
    write('policy.yaml', ACCEPTING)
    const run = await pawl('policy', 'explain', image(), ...files())
    expect(run.out).toMatch(/accepted contains\s+CVE-1 is asked\s+for, and it\s+says/)
  })

  it('explains documents that were written before as of their own time, without trust', async () => {
    const { out } = await pawl('input', image(), '--trust', at('trust.yaml'), '--at', '2026-01-10T00:00:00Z')
    const document = write('document.json', out)
    const run = await pawl('policy', 'explain', '--documents', document, '--policy', at('policy.yaml'), '-o', 'json')
    expect(JSON.parse(run.out).explanations[0]).toMatchObject({
      decision: { decision: 'allow' },
      images: [{ policies: [{ requirements: [{ asked: { holds: true, candidates: [{ counts: true }] } }] }] }],
    })
  })

  it('shows only the requirements that are named, and refuses a name that is none: usage', async () => {
    const some = await pawl('policy', 'explain', image(), ...files(), '--requirement', 'reviewed')
    expect(some.out).toContain('reviewed  met')
    expect(await pawl('policy', 'explain', image(), ...files(), '--requirement', 'reviwed')).toMatchObject({
      refused: 'usage',
    })
  })

  it('asks for subjects or documents, not both and not neither: usage', async () => {
    expect(await pawl('policy', 'explain', ...files())).toMatchObject({ refused: 'usage' })
    const both = await pawl('policy', 'explain', image(), '--documents', at('policy.yaml'), ...files())
    expect(both).toMatchObject({ refused: 'usage' })
  })
})

describe('pawl policy diff', () => {
  const diff = (to: string, ...more: readonly string[]) => {
    const sides = ['--from', at('policy.yaml'), '--to', write('next.yaml', to)]
    return pawl('policy', 'diff', image(), '--trust', at('trust.yaml'), ...sides, ...more)
  }

  it('finds nothing where both decide alike: 0', async () => {
    const run = await diff(POLICY.replace('14d', '15d'))
    expect(run).toMatchObject({ code: 0 })
    expect(run.out).toBe('1 images: 0 from deny to allow, 0 from allow to deny, 1 alike (0 denied)')
  })

  it('names what newly closes and why, and what newly opens: 1', async () => {
    const closes = await diff(POLICY.replace('14d', '1h'))
    expect(closes.code).toBe(1)
    expect(closes.out).toContain('ALLOW -> DENY  at 2026-01-02T00:00:00Z')
    expect(closes.out).toContain('app  reviewed  a review by security, too old since 20 h')
    const late = ['--at', '2026-01-20T00:00:00Z']
    const opens = await diff(POLICY.replace('14d', '30d'), ...late)
    expect(opens.code).toBe(1)
    expect(opens.out).toContain('DENY -> ALLOW')
  })

  it('judges documents that were written before as of their own time: 0, 1', async () => {
    const input = (time: string) => pawl('input', image(), '--trust', at('trust.yaml'), '--at', time)
    const early = write('early.json', (await input('2026-01-02T00:00:00Z')).out)
    const late = write('late.json', (await input('2026-01-20T00:00:00Z')).out)
    const sides = ['--from', at('policy.yaml'), '--to', write('next.yaml', POLICY.replace('14d', '30d'))]
    expect(await pawl('policy', 'diff', '--documents', early, ...sides)).toMatchObject({ code: 0 })
    const run = await pawl('policy', 'diff', '--documents', early, '--documents', late, ...sides, '-o', 'json')
    expect(run.code).toBe(1)
    expect(JSON.parse(run.out)).toMatchObject({
      images: 2,
      changed: [{ from: { decision: 'deny' }, to: { decision: 'allow' } }],
    })
  })
})
