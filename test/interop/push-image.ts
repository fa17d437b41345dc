import { createHash } from 'node:crypto'

const sha256 = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

/** Pushes the smallest image there is (OCI distribution specification, "Pushing"), and gives the digest of its manifest. */
export async function pushImage(host: string, repository: string, tag: string, content: string): Promise<string> {
  const base = `http://${host}/v2/${repository}`
  const blob = async (bytes: Buffer): Promise<{ readonly digest: string; readonly size: number }> => {
    const begun = await fetch(`${base}/blobs/uploads/`, { method: 'POST' })
    const at = new URL(begun.headers.get('location') ?? '', base)
    at.searchParams.set('digest', sha256(bytes))
    await accepted(fetch(at, { method: 'PUT', body: bytes, headers: { 'content-type': 'application/octet-stream' } }))
    return { digest: sha256(bytes), size: bytes.length }
  }
  const config = await blob(
    Buffer.from('{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}'),
  )
  const layer = await blob(Buffer.from(content))
  const mediaType = 'application/vnd.oci.image.manifest.v1+json'
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...config },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar', ...layer }],
    }),
  )
  await accepted(
    fetch(`${base}/manifests/${tag}`, { method: 'PUT', body: manifest, headers: { 'content-type': mediaType } }),
  )
  return sha256(manifest)
}

async function accepted(answer: Promise<Response>): Promise<void> {
  const { ok, status } = await answer
  if (!ok) throw new Error(`the registry answered ${status}`)
}
