import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { parse, parseAllDocuments, stringify } from 'yaml'
import { program } from '../../../program.ts'

const root = fileURLToPath(new URL('../../../../../../', import.meta.url))
const SOUND = readFileSync(join(root, 'test/engines/gatekeeper-doctor/sound-installation.yaml'), 'utf8')
const OPEN = SOUND.replace('failurePolicy: Fail\n    matchPolicy', 'failurePolicy: Ignore\n    matchPolicy')
const WEAK = SOUND.replace('ttl=10s', 'ttl=3m')
const folder = mkdtempSync(join(tmpdir(), 'pawl-doctor-'))
const write = (name: string, text: string): string => {
  const path = join(folder, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
  return path
}
const sound = write('sound.yaml', SOUND)

async function doctor(...args: readonly string[]) {
  const lines: string[] = []
  let code: number | undefined
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  const world = { out, err: out, clock: () => 0, loadOpa: loadEngine }
  try {
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'doctor', 'gatekeeper', ...args])
    return { code, out: lines.join('\n').replaceAll(folder, ''), refusal: undefined }
  } catch (error) {
    return { code, out: lines.join('\n'), refusal: asRefusal(error).code }
  }
}

describe('the exit code of pawl doctor gatekeeper', () => {
  it('is 0 where everything was looked at and nothing is open, and 1 one fact away', async () => {
    expect((await doctor(sound)).code).toBe(0)
    expect((await doctor(write('open.yaml', OPEN))).code).toBe(1)
  })

  it('is 0 where something is weak, and 1 with --strict', async () => {
    const weak = write('weak.yaml', WEAK)
    expect((await doctor(weak)).code).toBe(0)
    expect((await doctor(weak, '--strict')).code).toBe(1)
    expect((await doctor(sound, '--strict')).code).toBe(0)
  })

  it.each([
    ['Provider', 'doctor-provider-url'],
    ['ConstraintTemplate', 'doctor-template-engine'],
    ['ValidatingWebhookConfiguration', 'doctor-webhook-ignore'],
    ['Deployment', 'doctor-response-cache'],
    ['PawlAttestations', 'doctor-constraint-missing'],
    ['Assign', 'doctor-pin-incomplete'],
    ['Config', 'doctor-config-excluded'],
    ['MutatingWebhookConfiguration', 'doctor-pin-webhook-ignore'],
  ])('is 1 where no %s was seen, and says whom nobody asked: doctor-not-seen', async (kind, rule) => {
    const kept = SOUND.split('\n---\n').filter((each) => !new RegExp(`^kind: ${kind}$`, 'm').test(each))
    const { code, out } = await doctor(write(`no-${kind}.yaml`, kept.join('\n---\n')), '-o', 'json')
    expect(code).toBe(1)
    const { notSeen } = JSON.parse(out)
    expect(notSeen).toHaveLength(1)
    expect(notSeen[0].rules).toContain(rule)
  })

  it('is 1 without Namespaces, and 0 where a person says that there is nothing to see in them', async () => {
    const kept = SOUND.slice(0, SOUND.indexOf('apiVersion: v1\nkind: List'))
    const path = write('no-namespaces.yaml', kept)
    expect((await doctor(path)).code).toBe(1)
    expect((await doctor(path, '--absent', 'Namespace')).code).toBe(0)
    expect((await doctor(path, '--absent', 'Config')).code).toBe(1)
  })

  it('is 1 for what is open though it is said to be absent', async () => {
    const excluded = write('excluded.yaml', SOUND.replace('[shop], processes: [audit]', '[shop], processes: [webhook]'))
    expect((await doctor(excluded, '--absent', 'Config')).code).toBe(1)
  })

  it('cannot be bought for what nothing works without: usage', async () => {
    expect((await doctor(sound, '--absent', 'Provider')).refusal).toBe('usage')
  })
})

describe('the input of pawl doctor gatekeeper', () => {
  const values = parseAllDocuments(SOUND)
    .flatMap((each) => [each.toJS()] as unknown[])
    .filter((each) => each !== null)

  it('is read alike as one list, as JSON, and as many files', async () => {
    const list = { apiVersion: 'v1', kind: 'List', items: values }
    expect((await doctor(write('list.json', JSON.stringify(list)))).code).toBe(0)
    expect((await doctor(write('list.yaml', stringify(list)))).code).toBe(0)
    for (const [index, value] of values.entries()) write(`many/${index % 3}/${index}.yml`, stringify(value))
    write('many/README.md', 'not: read: at: all')
    expect((await doctor(join(folder, 'many'))).code).toBe(0)
  })

  it('is read alike as a list of one kind, whose items name none', async () => {
    const [hook, ...others] = values
    const { apiVersion, kind, ...item } = parse(stringify(hook))
    const list = { apiVersion, kind: `${kind}List`, items: [item] }
    expect(
      (await doctor(write('typed.yaml', [list, ...others].map((each) => stringify(each)).join('---\n')))).code,
    ).toBe(0)
    item.webhooks[0].failurePolicy = 'Ignore'
    expect(
      (await doctor(write('typed.yaml', [list, ...others].map((each) => stringify(each)).join('---\n')))).code,
    ).toBe(1)
  })

  it('comes from standard input too, of a process', () => {
    const main = fileURLToPath(new URL('../../../main.ts', import.meta.url))
    const run = (input: string) =>
      spawnSync(process.execPath, ['--conditions=@pawl/source', main, 'doctor', 'gatekeeper', '-'], {
        input,
        encoding: 'utf8',
      }).status
    expect([run(SOUND), run(OPEN), run('')]).toEqual([0, 1, 2])
  })

  it('of a folder does not follow links', async () => {
    write('linked/sound.yaml', SOUND)
    symlinkSync(write('elsewhere.yaml', OPEN), join(folder, 'linked/open.yaml'))
    expect((await doctor(join(folder, 'linked'))).code).toBe(0)
  })

  it.each([
    ['nothing of Gatekeeper', 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n', 'manifests-unrecognised'],
    ['nothing but Namespaces', 'apiVersion: v1\nkind: Namespace\nmetadata: { name: a }\n', 'manifests-unrecognised'],
    ['nothing', '', 'manifests-unrecognised'],
    ['values of a chart', `replicas: 3\n---\n${SOUND}`, 'configuration-invalid'],
    ['text', `${SOUND}\n---\nhello\n`, 'configuration-invalid'],
    ['a member twice', SOUND.replace('  replicas: 3', '  replicas: 3\n  replicas: 3'), 'configuration-invalid'],
    ['an alias', `${SOUND}\n---\na: &a 1\nb: *a\n`, 'configuration-invalid'],
    [
      'a member that is in every object',
      `${SOUND}\n---\napiVersion: v1\nkind: A\n__proto__: {}\n`,
      'configuration-invalid',
    ],
    ['lists of lists', stringify(nested(6)), 'configuration-invalid'],
  ])('is refused where it is %s', async (_, text, code) => {
    const { code: exit, refusal } = await doctor(write('refused.yaml', text))
    expect([exit, refusal]).toEqual([undefined, code])
  })

  it('is refused where it is not there, is empty, or is too large', async () => {
    expect((await doctor(join(folder, 'absent.yaml'))).refusal).toBe('source-unreadable')
    mkdirSync(join(folder, 'empty'))
    expect((await doctor(join(folder, 'empty'))).refusal).toBe('source-unreadable')
    const large = write('large.yaml', '')
    truncateSync(large, 33 * 1024 * 1024)
    expect((await doctor(large)).refusal).toBe('limit-exceeded')
  })
})

function nested(depth: number): unknown {
  return { apiVersion: 'v1', kind: 'List', items: depth === 0 ? [] : [nested(depth - 1)] }
}

describe('what pawl doctor gatekeeper prints', () => {
  it('names the door, its place, what happens and what to do, the worst first', async () => {
    const { out } = await doctor(write('open-and-weak.yaml', OPEN.replace('ttl=10s', 'ttl=3m')))
    expect(out.split('\n').slice(0, 5)).toEqual([
      'open  doctor-webhook-ignore  ValidatingWebhookConfiguration gatekeeper-validating-webhook-configuration',
      '  where:       webhooks[0].failurePolicy (/open-and-weak.yaml:2:1)',
      '  happens:     while Gatekeeper does not answer in time, everything is admitted: whoever keeps it',
      '               busy, or waits for a restart, runs any image',
      '  what to do:  Helm: validatingWebhookFailurePolicy=Fail',
    ])
    expect(out.indexOf('weak  doctor-response-cache')).toBeGreaterThan(out.indexOf('open  '))
    expect(out).toMatch(/\n1 open, 1 weak, 0 to note, 0 not seen$/)
  })

  it('gives programs the same', async () => {
    const { out } = await doctor(join(folder, 'open.yaml'), '-o', 'json')
    const { open, weak, notes, findings, notSeen } = JSON.parse(out)
    expect([open, weak, notes, notSeen]).toEqual([1, 0, 0, []])
    expect(findings).toMatchObject([
      { severity: 'open', code: 'doctor-webhook-ignore', path: 'webhooks[0].failurePolicy' },
    ])
  })

  it('escapes names that drive a terminal', async () => {
    const named = OPEN.replace('name: gatekeeper-validating-webhook-configuration', 'name: "a\\e[2Jb"')
    const { out } = await doctor(write('escape.yaml', named))
    expect(out).toContain('a\\u{1b}[2Jb')
    expect(out).not.toContain('\u001b')
  })
})
