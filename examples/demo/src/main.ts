import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { loadTrust, sha256Digest } from '@pawl/core'
import { loadEngine } from '@pawl/opa'
import { identifyAlone, parsePolicy } from '@pawl/policy'
import { openSource, publicGoodRoot, resolveSubject, SOURCE_LIMITS } from '@pawl/sources'
import { parse } from 'yaml'
import { type DemoImage, makeImages } from './images.ts'
import { type Behaviour, deleteEverySubset, type Judges } from './subsets.ts'

const here = fileURLToPath(new URL('..', import.meta.url))
const cli = fileURLToPath(new URL('../../../apps/cli/dist/main.js', import.meta.url))
const print = (text: string): boolean => process.stdout.write(`${text}\n`)

/** Makes the images and files that the two YAML files of this folder speak of. */
function make(now: number): readonly DemoImage[] {
  const { layout, trustedRoot, publicKeys, images } = makeImages(now)
  const out = join(here, 'out')
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out)
  layout.write(join(out, 'images'))
  writeFileSync(join(out, 'trusted_root.json'), JSON.stringify(trustedRoot))
  for (const [name, pem] of publicKeys) writeFileSync(join(out, name), pem)
  return images
}

/** Runs the real command, as a reader would type it in this folder. */
function check(images: readonly DemoImage[], at: string): number | null {
  const subjects = images.map(({ tag }) => `oci:out/images:${tag}`)
  const options = ['--trust', 'trust.yaml', '--policy', 'policy.yaml', '--engine', 'all', '--at', at]
  print(
    '$ pawl check oci:out/images:ghcr.io/acme/good:1.0 ... \\\n    --trust trust.yaml --policy policy.yaml --engine all\n',
  )
  return spawnSync(process.execPath, [cli, 'check', ...subjects, ...options], { cwd: here, stdio: 'inherit' }).status
}

async function judgesAt(now: number): Promise<Judges> {
  const read = (path: string): Uint8Array => readFileSync(join(here, path))
  const text = (path: string): unknown => parse(readFileSync(join(here, path), 'utf8'))
  return {
    trust: loadTrust(text('trust.yaml'), { file: read, publicGood: publicGoodRoot }),
    policy: identifyAlone(parsePolicy(text('policy.yaml'), now), sha256Digest),
    opa: await loadEngine(),
    now,
  }
}

async function deletions(images: readonly DemoImage[], now: number): Promise<readonly (readonly Behaviour[])[]> {
  const judges = await judgesAt(now)
  print('IMAGE           SUBSETS  RULE              WITH ALL  ALLOWED  OPENED')
  const rows = []
  for (const { tag } of images) {
    const subject = await resolveSubject(`oci:${join(here, 'out/images')}:${tag}`)
    const { evidence } = await openSource(join(here, 'out/images')).envelopesOf(subject.subject, SOURCE_LIMITS)
    const behaviours = deleteEverySubset(subject, evidence, judges)
    rows.push(behaviours)
    for (const [index, each] of behaviours.entries()) printRow(index === 0 ? subject.name : '', evidence.length, each)
  }
  return rows
}

function printRow(name: string, attestations: number, { rule, allowsAll, allowed, opened }: Behaviour): void {
  const subsets = name === '' ? '' : String(2 ** attestations)
  const cells = [name.padEnd(14), subsets.padStart(7), rule.padEnd(16), (allowsAll ? 'allow' : 'deny').padEnd(8)]
  print([...cells, String(allowed).padStart(7), String(opened).padStart(6)].join('  '))
}

const now = Math.floor(Date.now() / 1000)
const at = `${new Date(now * 1000).toISOString().slice(0, 19)}Z`
const images = make(now)
print(
  'Seven images in an OCI layout, their attestations beside them, signed by keys and by a Sigstore made just now:\n',
)
for (const { tag, story } of images) print(`  ${tag.padEnd(31)}  ${story}`)
print('\n1. What may run?\n')
const status = check(images, at)
print(
  '\n2. Whoever can delete attestations: can they turn deny into allow? Each subset of\n   the attestations, verified anew: how many a rule allows, and how often deleting\n   some opened what had been denied.\n',
)
const behaviours = (await deletions(images, now)).flat()
const opened = (rule: string): number =>
  behaviours.filter((each) => each.rule === rule).reduce((sum, each) => sum + each.opened, 0)
const pawl = opened('pawl, typescript') + opened('pawl, opa')
const latest = opened('latest scan')
print(`\nPawl: ${pawl} deletions turned deny into allow. A rule that looks at the latest scan: ${latest}.`)
print('\nLook closer, in examples/demo:')
print(
  '  npm run pawl -- inspect oci:examples/demo/out/images:ghcr.io/acme/stamped-anew:1.0 --trust examples/demo/trust.yaml',
)
print('  npm run pawl -- input oci:examples/demo/out/images:ghcr.io/acme/good:1.0 --trust examples/demo/trust.yaml')
// The demo holds what it shows: one image is allowed, six are denied, and nothing opens but the rule that is shown for contrast.
const allowed = behaviours.filter((each) => each.rule === 'pawl, typescript' && each.allowsAll).length
process.exitCode = status === 1 && allowed === 1 && pawl === 0 && latest > 0 ? 0 : 2
