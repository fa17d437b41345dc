import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Random } from '../../generators/prng.ts'
import type { Stage } from '../../hostile-registry/stage.ts'
import { mutateDocument } from './document-mutations.ts'
import { attOf, digestOf, json } from './registry-worlds.ts'

/** Writes what a source is given into an empty folder. */
export interface FileWorld {
  readonly mutations: readonly string[]
  /** The file or folder, within the one that it was given. */
  readonly path: string
}

type Maker = (random: Random, stage: Stage, folder: string) => FileWorld

const NEXT = { annotations: {}, items: [], kind: 'List', attestations: [null], metadata: null }

export const FILE_WORLDS: Readonly<Record<string, Maker>> = {
  'listing of an API': (random, stage, folder) => {
    const listing = { attestations: envelopes(stage).map((bundle) => ({ bundle, bundle_url: '', repository_id: 1 })) }
    const { text, mutations } = mutateDocument(random, listing, NEXT)
    return { mutations, path: written(folder, 'listing.json', text) }
  },
  'Tekton object': (random, stage, folder) => {
    const { text, mutations } = mutateDocument(random, tekton(stage, random.chance(0.5)), NEXT)
    return { mutations, path: written(folder, 'run.json', text) }
  },
  'Tekton YAML': (random, stage, folder) => {
    const { text, mutations } = mutateDocument(random, tekton(stage, random.chance(0.5)), NEXT)
    const yaml = random.chance(0.4) ? spoilYaml(random, text.toString('utf8')) : text.toString('utf8')
    return { mutations, path: written(folder, random.pick(['run.yaml', 'run.yml']), Buffer.from(yaml)) }
  },
  'JSON lines': (random, stage, folder) => {
    const lines = envelopes(stage).map((each) =>
      random.chance(0.6) ? mutateDocument(random, each, NEXT) : { text: bytesOf(each), mutations: [] },
    )
    const extra = Array.from({ length: random.pick([0, 0, 3, 400]) }, () =>
      Buffer.from(random.pick(['{}', '', 'x', '[]', '\u0000'])),
    )
    const ending = random.pick(['\n', '\r\n', '\n\n', '\r', '\u2028\n'])
    const text = [...extra, ...lines.map((each) => each.text)].map((each) => each.toString('utf8')).join(ending)
    return {
      mutations: ['lines', ...lines.flatMap((each) => each.mutations)],
      path: written(folder, 'all.jsonl', Buffer.from(text)),
    }
  },
  'index of a layout': (random, stage, folder) => {
    const { text, mutations } = mutateDocument(random, layoutIndex(stage), attOf(stage))
    return { mutations, path: layout(folder, stage, { 'index.json': text }) }
  },
  'mark of a layout': (random, stage, folder) => {
    const { text, mutations } = mutateDocument(random, { imageLayoutVersion: '1.0.0' }, NEXT)
    return { mutations, path: layout(folder, stage, { 'oci-layout': text }) }
  },
  'manifest in a layout': (random, stage, folder) => {
    const { text, mutations } = mutateDocument(random, attOf(stage), layoutIndex(stage))
    const digest = digestOf(text)
    const index = layoutIndex(stage)
    const manifests = index.manifests.map((each) =>
      String(each.annotations['org.opencontainers.image.ref.name']).endsWith('.att') ? { ...each, digest } : each,
    )
    const files = { 'index.json': bytesOf({ ...index, manifests }), [`blobs/sha256/${digest.slice(7)}`]: text }
    return { mutations, path: layout(folder, stage, files) }
  },
  'blob of a layout': (random, stage, folder) => {
    const [layer] = attOf(stage).layers
    const { text, mutations } = mutateDocument(random, json(stage, layer?.digest ?? ''), NEXT)
    return { mutations, path: layout(folder, stage, { [`blobs/sha256/${layer?.digest.slice(7) ?? ''}`]: text }) }
  },
  'note of a capture': (random, stage, folder) => {
    const sources = [{ source: 'ghcr.io/acme/app', codes: ['timeout'] }]
    const capture = { kind: 'Capture', repository: 'ghcr.io/acme/app', digest: stage.image, sources }
    const { text, mutations } = mutateDocument(random, capture, NEXT)
    return { mutations, path: layout(folder, stage, { 'capture.json': text }) }
  },
  'folder of files': (random, stage, folder) => {
    const [first, ...rest] = envelopes(stage)
    const { text, mutations } = mutateDocument(random, first, NEXT)
    written(folder, random.pick(['a.json', 'a.jsonl', 'a.yaml', 'a', '.a.json', 'a.intoto.jsonl']), text)
    for (const [index, each] of rest.entries()) written(folder, `rest-${index}.json`, bytesOf(each))
    return { mutations, path: folder }
  },
}

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value))

function written(folder: string, name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  mkdirSync(join(path, '..'), { recursive: true })
  writeFileSync(path, bytes)
  return path
}

/** The two envelopes of the `.att`, and the bundle. */
export function envelopes(stage: Stage): readonly object[] {
  return [...stage.content.blobs.values()].flatMap((bytes) => {
    const text = Buffer.from(bytes).toString('utf8')
    return /^\{"(?:payload|mediaType":"application\/vnd\.dev\.sigstore)/.test(text) ? [JSON.parse(text)] : []
  })
}

function tekton(stage: Stage, isList: boolean): object {
  const annotations = Object.fromEntries(
    envelopes(stage).flatMap((each, index) => [
      [`chains.tekton.dev/signature-taskrun-${index}`, bytesOf(each).toString('base64')],
      [`chains.tekton.dev/cert-taskrun-${index}`, ''],
    ]),
  )
  const run = {
    apiVersion: 'tekton.dev/v1',
    kind: 'TaskRun',
    metadata: { name: 'run', annotations },
    status: { results: [] },
  }
  return isList ? { apiVersion: 'v1', kind: 'TaskRunList', items: [run, { kind: 'Pod' }] } : run
}

function spoilYaml(random: Random, text: string): string {
  const bomb = [
    'a: &a [x, x]',
    ...Array.from('bcdefghij', (name, at) => `${name}: &${name} [*${'abcdefghij'[at]}, *${'abcdefghij'[at]}]`),
  ]
  return random.pick([
    `---\n${text}\n---\n${text}\n...\n`,
    `${bomb.join('\n')}\n---\n${text}`,
    text.replace('"kind"', '<<: *x\n"kind"'),
    text.replace('{', '{"<<": {"kind": "TaskRun"}, '),
    text.replace('"TaskRun"', '!!js/function "x"'),
    text.replace('"TaskRun"', '!!binary aGk='),
    `%YAML 1.1\n---\n${text}`,
    `? ${text}\n: ${text}`,
    `${'- '.repeat(2000)}${text}`,
    `${'? '.repeat(1000)}${text}`,
    text.replaceAll('"', "'"),
    `&a ${text}\n--- \n*a`,
    `\t${text}`,
    `${text}\n# ${'a'.repeat(100_000)}`,
    // What a reader of YAML takes for each value: this was gigabytes.
    `${text.slice(0, -1)}, "status": [${'1,'.repeat(1_000_000)}1]}`,
  ])
}

interface LayoutIndex {
  readonly manifests: readonly { readonly digest: string; readonly annotations: Readonly<Record<string, string>> }[]
}

function layoutIndex({ content }: Stage): LayoutIndex & object {
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifests = [...content.tags].map(([tag, digest]) => ({
    mediaType,
    digest,
    size: content.blobs.get(digest)?.length ?? 0,
    annotations: { 'org.opencontainers.image.ref.name': tag },
  }))
  return { schemaVersion: 2, mediaType: 'application/vnd.oci.image.index.v1+json', manifests } as LayoutIndex
}

function layout(folder: string, stage: Stage, changed: Readonly<Record<string, Uint8Array>>): string {
  const blobs = [...stage.content.blobs].map(([digest, bytes]) => [`blobs/sha256/${digest.slice(7)}`, bytes] as const)
  const honest = { 'oci-layout': bytesOf({ imageLayoutVersion: '1.0.0' }), 'index.json': bytesOf(layoutIndex(stage)) }
  const files = { ...honest, ...Object.fromEntries(blobs), ...changed }
  for (const [name, bytes] of Object.entries(files)) written(folder, name, bytes)
  return folder
}
