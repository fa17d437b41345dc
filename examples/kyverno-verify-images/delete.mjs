/**
 * Deletes attestations of an image that speak of a word, as anybody can who may push to the repository: `node delete.mjs HOST/NAME@sha256:... WORD`.
 * There is no key here, and nothing is signed. The tag ends in `.att`; its manifest has a layer for each attestation, and is put back without some.
 */
const [image = '', word = ''] = process.argv.slice(2)
const parts = /^([^/]+)\/(.+)@sha256:([0-9a-f]{64})$/.exec(image)
if (parts === null || word === '') {
  console.error('node delete.mjs HOST/NAME@sha256:... WORD')
  process.exit(2)
}
const [, host, name, hex] = parts
const repository = `http://${host}/v2/${name}`
const tag = `${repository}/manifests/sha256-${hex}.att`

const manifest = await (await asked(tag)).json()
const kept = []
for (const layer of manifest.layers) if (!(await speaksOfIt(layer))) kept.push(layer)
await asked(tag, {
  method: 'PUT',
  headers: { 'content-type': 'application/vnd.oci.image.manifest.v1+json' },
  body: JSON.stringify({ ...manifest, layers: kept }),
})
console.log(`deleted ${manifest.layers.length - kept.length} of ${manifest.layers.length} attestations`)

async function speaksOfIt({ digest }) {
  const { payload } = await (await asked(`${repository}/blobs/${digest}`)).json()
  return Buffer.from(payload, 'base64').toString('utf8').includes(word)
}

async function asked(url, request) {
  const answer = await fetch(url, request)
  if (answer.ok) return answer
  console.error(`the registry answered ${answer.status}`)
  process.exit(1)
}
