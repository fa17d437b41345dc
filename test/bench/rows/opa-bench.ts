import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { type Contender, WrongAnswer } from '../harness/contender.ts'
import { admissionText, type DocumentSize, endOf } from '../scenes/admission-document.ts'
import { admissionProfile } from '../scenes/admission-policy.ts'

const BUNDLE = fileURLToPath(new URL('../../../packages/opa/bundle/pawl.tar.gz', import.meta.url))
const QUERY = 'data.pawl.engine.decision'

/**
 * The real opa on the bundle that ships. It times itself, on the wall, with the input parsed beforehand and the same one again and again;
 * nothing of an answer is kept between queries. Each round is a process of its own and takes about two seconds.
 */
export function opaBench(opa: string, of: DocumentSize): Contender {
  const name = '`opa bench` of the same Rego: wall time, input parsed beforehand'
  const folder = mkdtempSync(join(tmpdir(), 'pawl-opa-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  const [data, input] = [join(folder, 'profile.json'), join(folder, 'input.json')]
  writeFileSync(data, JSON.stringify({ pawl: { profile: admissionProfile(8) } }))
  const run = (command: readonly string[]): unknown =>
    JSON.parse(
      execFileSync(opa, [...command, '-b', BUNDLE, '-d', data, '-i', input, '--format', 'json', QUERY], {
        encoding: 'utf8',
      }),
    )
  let serial = 0
  return {
    name,
    warms: false,
    sample() {
      writeFileSync(input, admissionText(of, 'right', serial))
      // `opa bench` does not say what the answer was.
      if (!isAllow(run(['eval']), endOf(serial))) throw new WrongAnswer(name)
      serial += 1
      const { T: nanoseconds, N: calls } = run(['bench', '--metrics=false']) as { T: number; N: number }
      return nanoseconds / calls / 1000
    },
  }
}

function isAllow(printed: unknown, end: number): boolean {
  const { result } = printed as { result: [{ expressions: [{ value: unknown }] }] }
  return JSON.stringify(result[0].expressions[0].value) === JSON.stringify({ allow: true, expiresAt: end, unmet: [] })
}
