import { appendFileSync, mkdirSync, readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { at, check, END, files, image, key, newHouse, POLICY, pawl, sign, state, write } from './house.ts'

beforeEach(newHouse)

describe('pawl check --config', () => {
  it('allows by a signed bundle what its files allow, under the same trust, and denies an unreviewed image: 0, 1', async () => {
    const bundle = await sign(7)
    const run = await check(bundle, ...state(), '-o', 'json')
    const byHand = await pawl('check', image(), ...files(), '-o', 'json')
    expect([run.code, byHand.code]).toEqual([0, 0])
    expect(JSON.parse(run.out).trust).toEqual(JSON.parse(byHand.out).trust)
    expect(await check(bundle, ...state(), '--at', '2026-01-15T02:00:01Z')).toMatchObject({ code: 1 })
  })

  it('refuses an older bundle once a newer one was seen, and keeps what was seen: configuration-stale (C113)', async () => {
    const [old, next] = [await sign(7), await sign(8)]
    expect(await check(old, ...state())).toMatchObject({ code: 0 })
    expect(await check(next, ...state())).toMatchObject({ code: 0 })
    expect(await check(next, ...state())).toMatchObject({ code: 0 })
    const run = await check(old, ...state())
    expect(run).toMatchObject({ code: undefined, refused: 'configuration-stale' })
    expect(run.lines).toEqual(['./acme-7.json: is revision 7, and revision 8 was seen or asked for'])
    expect(readFileSync(at('seen.jsonl'), 'utf8').match(/"revision":\d/g)).toEqual(['"revision":7', '"revision":8'])
  })

  it('refuses another content of the revision that was seen: configuration-stale', async () => {
    const bundle = await sign(7)
    expect(await check(bundle, ...state())).toMatchObject({ code: 0 })
    write('policy.yaml', POLICY.replace('14d', '15d'))
    const forked = at('forked.json')
    const head = ['--name', 'acme', '--revision', '7', '--valid-until', END]
    await pawl('config', 'sign', ...head, ...files(), '--key', at('operator.key'), '--out', forked)
    expect(await check(forked, ...state())).toMatchObject({ code: undefined, refused: 'configuration-stale' })
  })

  it('takes nothing for seen that does not read to its end: a broken new revision leaves the old one usable', async () => {
    const old = await sign(7)
    const next = await sign(8)
    const changed = readFileSync(next, 'utf8').replace('"sig":"', '"sig":"AAAA')
    expect(await check(write('broken.json', changed), ...state())).toMatchObject({ refused: 'configuration-stale' })
    expect(await check(old, ...state())).toMatchObject({ code: 0 })
  })

  it.each([
    ['', 'seen.jsonl:2'],
    ['{"name":"acme","revision":"8","digest":"sha256:x"}\n', 'seen.jsonl:2'],
    ['[]\n', 'seen.jsonl:2'],
  ])(
    'refuses when what was seen is damaged, and does not begin anew: configuration-stale (%j)',
    async (text, place) => {
      const bundle = await sign(7)
      await check(bundle, ...state())
      appendFileSync(at('seen.jsonl'), text === '' ? '\n' : text)
      const run = await check(bundle, ...state())
      expect(run).toMatchObject({ code: undefined, refused: 'configuration-stale' })
      expect(run.lines.join()).toContain(place)
    },
  )

  it('refuses where what was seen cannot be read or kept: source-unreadable, output-unwritable', async () => {
    const bundle = await sign(7)
    mkdirSync(at('folder'))
    expect(await check(bundle, '--config-state', at('folder'))).toMatchObject({ refused: 'source-unreadable' })
    const beyond = await check(bundle, '--config-state', at('gone/seen.jsonl'))
    expect(beyond).toMatchObject({ code: undefined, refused: 'output-unwritable' })
  })

  it('refuses below the floor, another key, and past the end: configuration-stale', async () => {
    const bundle = await sign(7)
    expect(await check(bundle, '--min-revision', '7')).toMatchObject({ code: 0 })
    expect(await check(bundle, '--min-revision', '8')).toMatchObject({ refused: 'configuration-stale' })
    const other = ['--config-key', at('stranger.pub'), '--min-revision', '0']
    expect(await pawl('check', image(), '--config', bundle, ...other)).toMatchObject({ refused: 'configuration-stale' })
    expect(await pawl('check', image(), '--config', bundle, ...other, ...key())).toMatchObject({ code: 0 })
    expect(await check(bundle, '--min-revision', '0', '--at', END)).toMatchObject({ refused: 'configuration-stale' })
  })

  it('never lets an entry count longer than the configuration that it was made by', async () => {
    const bundle = await sign(7)
    const late = ['--min-revision', '0', '--at', '2026-01-31T23:59:00Z']
    const run = await pawl('input', image(), '--config', bundle, ...key(), ...late)
    expect(JSON.parse(run.out).images[0].validUntil).toBe(Date.parse(END) / 1000)
  })

  it.each([
    [['--min-revision', '0'], 'no key'],
    [['--config-key', 'operator.pub'], 'no revision'],
  ])('asks for a key, and for a revision to compare with: usage (%#)', async (options) => {
    const bundle = await sign(7)
    const named = options.map((each) => (each.endsWith('.pub') ? at(each) : each))
    expect(await pawl('check', image(), '--config', bundle, ...named)).toMatchObject({ refused: 'usage' })
  })

  it('takes a bundle or files, never both and never neither: usage', async () => {
    const bundle = await sign(7)
    expect(await check(bundle, '--min-revision', '0', ...files())).toMatchObject({ refused: 'usage' })
    expect(await pawl('check', image())).toMatchObject({ refused: 'usage' })
    expect(await pawl('check', image(), '--trust', at('trust.yaml'))).toMatchObject({ refused: 'usage' })
  })

  it('chooses the profile by the namespace, and asks for one: 0 with a word, usage', async () => {
    write('policy.yaml', POLICY.replace('14d', '1s'))
    const bundle = await sign(7, '--profiles', at('profiles.yaml'))
    const judged = async (namespace: string): Promise<string> => {
      const run = await check(bundle, '--min-revision', '0', '--namespace', namespace, '-o', 'json')
      const { profile, decision, admit } = JSON.parse(run.out)
      return `${profile}, ${decision}, ${admit ? 'admitted' : 'refused'}`
    }
    expect(await judged('dev')).toBe('lenient, deny, admitted')
    expect(await judged('prod-a')).toBe('strict, deny, refused')
    expect(await judged('unheard-of')).toBe('strict, deny, refused')
    expect(await check(bundle, '--min-revision', '0')).toMatchObject({ refused: 'usage' })
  })
})
