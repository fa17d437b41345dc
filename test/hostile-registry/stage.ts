import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import {
  contentOf,
  encodeStatement,
  imageLayout,
  type RegistryContent,
  signEnvelope,
  statement,
  type TestKey,
  testKey,
  VULNERABILITY_REVIEW_V1,
  vulnerabilityReview,
} from '@pawl/testkit'
import type { Report, Task } from './task.ts'

const BUNDLE = 'application/vnd.dev.sigstore.bundle.v0.3+json'
const CLIENT = fileURLToPath(new URL('ask-registry.ts', import.meta.url))

/** An honest registry's content: an image with two reviews in its `.att` and one as a referrer, signed by `key`. */
export interface Stage {
  readonly key: TestKey
  readonly content: RegistryContent
  readonly image: string
  /** Another image, of the tag `other`; nobody attested it. */
  readonly other: string
}

export function makeStage(options: { readonly referrersTag: boolean } = { referrersTag: false }): Stage {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-stage-'))
  const key = testKey('ed25519')
  const layout = imageLayout(options)
  const image = layout.addImage({ content: 'app' })
  const other = layout.addImage({ content: 'other' })
  layout.tag(image, '1.4')
  layout.tag(other, 'other')
  for (const ticket of ['A-1', 'A-2']) layout.attachLegacy(image, review(image, ticket, key))
  const dsseEnvelope = review(image, 'A-3', key)
  const verificationMaterial = { publicKey: { hint: '' } }
  layout.attachBundle(image, { mediaType: BUNDLE, verificationMaterial, dsseEnvelope })
  layout.write(join(folder, 'layout'))
  const content = contentOf(join(folder, 'layout'))
  rmSync(folder, { recursive: true })
  return { key, content, image, other }
}

function review(digest: string, ticket: string, key: TestKey) {
  const subject = [{ digest: { sha256: digest.slice(7) } }]
  const predicate = { ...vulnerabilityReview(), ticket }
  const payload = encodeStatement(statement({ subject, predicateType: VULNERABILITY_REVIEW_V1, predicate }))
  return signEnvelope({ payload, signers: [{ key }] })
}

/** A registry on this machine over plain http, and nothing else: the smallest task. */
export function taskFor(stage: Stage, host: string, more: Partial<Task> = {}): Task {
  return {
    reference: `${host}/acme/app:1.4`,
    publicPem: stage.key.publicPem,
    registries: [host],
    insecure: [host],
    privateHosts: [],
    authHosts: [],
    authorities: [],
    proxy: undefined,
    dockerConfig: {},
    mirrors: [],
    timeout: 5000,
    ...more,
  }
}

/** Asks in a process of its own; a process that fails fails the test. */
export async function run(task: Task): Promise<Report> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-task-'))
  const path = join(folder, 'task.json')
  writeFileSync(path, JSON.stringify(task))
  const child = spawn(process.execPath, ['--conditions=@pawl/source', CLIENT, path], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [stdout, stderr, status] = await Promise.all([
    textOf(child.stdout),
    textOf(child.stderr),
    new Promise((ended) => child.on('close', ended)),
  ])
  rmSync(folder, { recursive: true })
  if (status !== 0) throw new Error(`the client failed: ${stderr}`)
  return JSON.parse(stdout)
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of stream) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}
