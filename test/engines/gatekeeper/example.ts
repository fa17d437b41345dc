import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import type { KubeObject } from './harness.ts'

const url = (path: string): URL => new URL(`../../../${path}`, import.meta.url)
const { PAWL_HELM = '', PAWL_GATEKEEPER_CHART = '' } = process.env

export const README: string = readFileSync(url('examples/gatekeeper/README.md'), 'utf8')

interface ReadmeScript {
  readonly blocksOf: (page: string) => readonly object[]
  readonly problemsOf: (
    page: string,
    options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) => readonly string[]
}

/** What follows the pages of the other examples in CI: plain JavaScript, so its types are said here. */
export async function readmeScript(): Promise<ReadmeScript> {
  return (await import(url('.ci/opa/readme-script.mjs').href)) as ReadmeScript
}

/** A copy of the example, and the programs that its README names. */
export interface ExampleCopy {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  readonly read: (name: string) => readonly KubeObject[]
  readonly dispose: () => void
}

export function copyExample(): ExampleCopy {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-example-'))
  cpSync(url('examples/gatekeeper'), folder, { recursive: true })
  for (const made of ['certificates', 'document.yaml', 'decision.yaml', 'chart.yaml'])
    rmSync(join(folder, made), { recursive: true, force: true })
  mkdirSync(join(folder, 'bin'))
  program(folder, 'pawl', ours('apps/cli/src/main.ts'))
  program(folder, 'pawl-gateway', ours('apps/gateway/src/main.ts'))
  program(folder, 'helm', helm(folder))
  return {
    folder,
    env: { ...process.env, NO_COLOR: '1', PATH: `${join(folder, 'bin')}:${process.env['PATH']}` },
    read: (name) =>
      parseAllDocuments(readFileSync(join(folder, name), 'utf8')).map((each) => each.toJS() as KubeObject),
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  }
}

const ours = (main: string): string =>
  `exec '${process.execPath}' --conditions=@pawl/source '${fileURLToPath(url(main))}' "$@"`

/** The real one with the real chart where they are, else what they print of a sound installation. */
function helm(folder: string): string {
  if (PAWL_HELM !== '' && PAWL_GATEKEEPER_CHART !== '')
    return `exec '${PAWL_HELM}' "\${@/#gatekeeper\\/gatekeeper/${PAWL_GATEKEEPER_CHART}}"`
  const sound = readFileSync(url('test/engines/gatekeeper-doctor/sound-installation.yaml'), 'utf8')
  writeFileSync(join(folder, 'bin/chart'), sound.slice(0, sound.indexOf('apiVersion: externaldata.gatekeeper.sh')))
  return `exec cat '${join(folder, 'bin/chart')}'`
}

function program(folder: string, name: string, line: string): void {
  const path = join(folder, 'bin', name)
  writeFileSync(path, `#!/bin/bash\n${line}\n`)
  chmodSync(path, 0o755)
}

/** The gateway of the example, once it listens. It ends with this process. */
export async function runGateway({ folder, env }: ExampleCopy): Promise<ChildProcess> {
  const child = spawn(join(folder, 'bin/pawl-gateway'), ['--config', 'gateway.yaml'], {
    cwd: folder,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.once('exit', () => void child.kill())
  let said = ''
  await new Promise<void>((listening, failed) => {
    child.once('exit', () => failed(new Error(`the gateway ended: ${said}`)))
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('listening at ')) listening()
    })
  })
  return child
}

/** One cell of the table: a file of pods/, a namespace, and what comes of it. */
export type Cell = readonly [pod: string, namespace: string, outcome: string]

export function tableOf(readme: string): readonly Cell[] {
  const rows = [...readme.matchAll(/^\| ([\w-]+) \|(( \w+ \|){4})$/gm)].map(([, name = '', cells = '']) => ({
    name,
    cells: cells.split('|').flatMap((each) => (each.trim() === '' ? [] : [each.trim()])),
  }))
  const [head, ...others] = rows
  return others.flatMap(({ name, cells }) => cells.map((cell, at): Cell => [name, head?.cells[at] ?? '', cell]))
}
