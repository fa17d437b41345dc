import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Manifest } from '@pawl/kyverno'
import { parse, stringify } from 'yaml'
import type { KubeObject } from '../../gatekeeper/harness.ts'
import { environmentFor } from '../harness.ts'

/** What `kyverno apply` said of one resource by one policy. */
export interface Applied {
  readonly policy: string
  /** Name of the resource. */
  readonly resource: string
  readonly result: 'pass' | 'fail' | 'error' | 'skip' | 'warn'
  readonly message: string
}

export interface Run {
  readonly results: readonly Applied[]
  readonly status: number | null
  /** What it printed, for whoever has to find out why. */
  readonly text: string
}

export interface ApplyOptions {
  readonly binary: string
  /** PEM of the authority of the gateway. */
  readonly authorityFile: string
  readonly folder: string
}

/** The real command line, with the policies and resources in files. A policy that it cannot read is left out with status 0: whoever calls counts the results. */
export async function apply(
  policies: readonly Manifest[],
  resources: readonly KubeObject[],
  { binary, authorityFile, folder }: ApplyOptions,
): Promise<Run> {
  const own = mkdtempSync(join(folder, 'apply-'))
  const [policyFile, resourceFile] = [join(own, 'policies.yaml'), join(own, 'resources.yaml')]
  writeFileSync(policyFile, yamlOf(policies))
  writeFileSync(resourceFile, yamlOf(resources))
  try {
    const { status, text } = await run(binary, ['apply', policyFile, '--resource', resourceFile, '--policy-report'], {
      ...process.env,
      ...environmentFor(authorityFile),
    })
    return { status, text, results: resultsIn(text) }
  } finally {
    rmSync(own, { recursive: true, force: true })
  }
}

/** As Kubernetes reads YAML: `n` is a boolean there. */
export function yamlOf(objects: readonly object[]): string {
  return objects
    .map((each) => stringify(each, { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n')
}

function run(
  binary: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<{ status: number | null; text: string }> {
  return new Promise((ended, failed) => {
    const child = spawn(binary, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let text = ''
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part: string) => (text += part))
    child.once('error', failed).once('close', (status) => ended({ status, text }))
  })
}

interface Report {
  readonly results?: readonly {
    readonly policy: string
    readonly result: Applied['result']
    readonly message?: string
    readonly resources?: readonly { readonly name: string }[]
  }[]
}

function resultsIn(text: string): readonly Applied[] {
  const start = text.indexOf('apiVersion: openreports.io')
  if (start < 0) return []
  const { results = [] }: Report = parse(text.slice(start), { version: '1.1' })
  return results.flatMap(({ policy, result, message = '', resources = [] }) =>
    resources.map(({ name }) => ({ policy, resource: name, result, message })),
  )
}
