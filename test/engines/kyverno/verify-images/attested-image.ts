import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { COSIGN, ran } from './programs.ts'

/** The four statements of the example, in the order in which they are signed. */
export const STATEMENTS = ['yesterday', 'clean', 'dirty', 'review'] as const
export type StatementName = (typeof STATEMENTS)[number]

/** `attachment`: a layer of the tag `.att`, as all cosigns before 3. `bundle`: a referrer, in a registry that keeps the list in the fallback tag. */
export type Layout = 'attachment' | 'bundle'

/** An image with every statement. What is there can be taken away and put back without a key. */
export interface AttestedImage {
  readonly reference: string
  /** Leaves these alone, in this order, by one PUT. */
  readonly keep: (names: readonly StatementName[]) => Promise<void>
}

interface Entry {
  readonly digest: string
}
interface Listing {
  readonly mediaType: string
  readonly layers?: readonly Entry[]
  readonly manifests?: readonly Entry[]
}

const TYPES = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
}

/** Signs each statement with the real cosign. `folder` is a copy of the example. */
export async function attestedImage(host: string, folder: string, layout: Layout): Promise<AttestedImage> {
  const reference = await uploaded(host, folder)
  const place = placeOf(reference, layout)
  const entries = new Map<StatementName, Entry>()
  const member = layout === 'bundle' ? 'manifests' : 'layers'
  for (const name of STATEMENTS) {
    await attest(reference, name, { folder, layout })
    const known = new Set([...entries.values()].map(({ digest }) => digest))
    const added = ((await listingAt(place))[member] ?? []).filter(({ digest }) => !known.has(digest))
    if (added.length !== 1 || added[0] === undefined) throw new Error(`${name}: ${added.length} new attestations`)
    entries.set(name, added[0])
  }
  const whole = await listingAt(place)
  const keep = async (names: readonly StatementName[]): Promise<void> => {
    const kept = names.map((name) => entries.get(name))
    const body = JSON.stringify({ ...whole, [member]: kept })
    const type = layout === 'bundle' ? TYPES.index : TYPES.manifest
    const { ok, status } = await fetch(place, { method: 'PUT', body, headers: { 'content-type': type } })
    if (!ok) throw new Error(`the registry answered ${status}`)
  }
  return { reference, keep }
}

async function uploaded(host: string, folder: string): Promise<string> {
  writeFileSync(join(folder, 'out/app'), 'app')
  const args = ['upload', 'blob', '-f', 'out/app', '--allow-http-registry', `${host}/acme/app:1.0`]
  return (await ran(COSIGN, args, folder)).trim()
}

/** The one manifest or index that lists what is attested of an image. */
function placeOf(reference: string, layout: Layout): string {
  const [, host, name, hex] = /^([^/]+)\/(.+)@sha256:([0-9a-f]{64})$/.exec(reference) ?? []
  return `http://${host}/v2/${name}/manifests/sha256-${hex}${layout === 'bundle' ? '' : '.att'}`
}

async function listingAt(place: string): Promise<Listing> {
  const answer = await fetch(place, { headers: { accept: `${TYPES.index}, ${TYPES.manifest}` } })
  if (!answer.ok) throw new Error(`the registry answered ${answer.status}`)
  return (await answer.json()) as Listing
}

async function attest(
  reference: string,
  name: StatementName,
  { folder, layout }: { readonly folder: string; readonly layout: Layout },
): Promise<void> {
  writeFileSync(join(folder, 'out/predicate.json'), await ran(process.execPath, ['predicate.mjs', name], folder))
  const [key, type] =
    name === 'review' ? ['security-team', 'https://pawl.dev/vulnerability-review/v1'] : ['scanner', 'vuln']
  const how =
    layout === 'bundle'
      ? ['--signing-config', 'out/services.json']
      : ['--new-bundle-format=false', '--use-signing-config=false', '--tlog-upload=false']
  const what = ['--key', `out/${key}.key`, '--type', type, '--predicate', 'out/predicate.json']
  await ran(COSIGN, ['attest', '--yes', ...what, '--allow-http-registry', ...how, reference], folder)
}
