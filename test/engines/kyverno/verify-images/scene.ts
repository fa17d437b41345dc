import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'
import { dockerRegistry, type RegistryProcess, referrersRegistry } from '../../../interop/registry-process.ts'
import { type AttestedImage, attestedImage, type Layout } from './attested-image.ts'
import { COSIGN, DOCKER_REGISTRY, REFERRERS_REGISTRY, ran } from './programs.ts'

const EXAMPLES = fileURLToPath(new URL('../../../../examples', import.meta.url))

/** A copy of the example with keys, a registry, an image with every statement, and a pod that runs it. */
export interface Scene {
  readonly folder: string
  readonly registry: RegistryProcess
  readonly image: AttestedImage
  /** The ClusterPolicy of the example, for the layout of this scene. */
  readonly verifyImages: string
  readonly dispose: () => void
}

export async function openScene(layout: Layout): Promise<Scene> {
  const folder = copyOfExample()
  const registry = await (layout === 'bundle'
    ? dockerRegistry(DOCKER_REGISTRY, join(folder, 'out/registry'))
    : referrersRegistry(REFERRERS_REGISTRY, join(folder, 'out/registry')))
  for (const who of ['scanner', 'security-team'])
    await ran(COSIGN, ['generate-key-pair', '--output-key-prefix', `out/${who}`], folder)
  const services = ['--no-default-fulcio', '--no-default-rekor', '--no-default-tsa', '--no-default-oidc']
  await ran(COSIGN, ['signing-config', 'create', ...services, '--out', 'out/services.json'], folder)
  const image = await attestedImage(registry.host, folder, layout)
  writeFileSync(join(folder, 'out/pod.yaml'), read(folder, 'pod.yaml').replace('IMAGE', image.reference))
  writeFileSync(join(folder, 'out/verify-images.yaml'), forLayout(read(folder, 'verify-images.yaml'), layout))
  return {
    folder,
    registry,
    image,
    verifyImages: 'out/verify-images.yaml',
    dispose: () => {
      registry.stop()
      rmSync(dirname(folder), { recursive: true, force: true })
    },
  }
}

export function copyOfExample(): string {
  const examples = mkdtempSync(join(tmpdir(), 'pawl-verify-images-'))
  // The other example has what makes certificates.
  for (const name of ['gatekeeper', 'kyverno-verify-images'])
    cpSync(join(EXAMPLES, name), join(examples, name), { recursive: true })
  const folder = join(examples, 'kyverno-verify-images')
  for (const made of ['out', '../gatekeeper/certificates']) rmSync(join(folder, made), { recursive: true, force: true })
  mkdirSync(join(folder, 'out'))
  return folder
}

const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8')

/** Kyverno looks into the tag `.att` unless it is told otherwise; that is the one thing that differs. */
function forLayout(policy: string, layout: Layout): string {
  const parsed = parse(policy)
  if (layout === 'bundle') parsed.spec.rules[0].verifyImages[0].type = 'SigstoreBundle'
  return stringify(parsed)
}
