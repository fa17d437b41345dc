import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse, stringify } from 'yaml'

const EXAMPLES = fileURLToPath(new URL('../../../../examples', import.meta.url))
export const TESTS: string = join(EXAMPLES, 'kyverno/tests')

export type Mode = 'decision' | 'document'
export const MODES: readonly Mode[] = ['decision', 'document']

/** One case of the suites: a pod of the example, what the gateway answers, and what is to come of it in production. */
export interface RecordedCase {
  readonly name: string
  /** A file of examples/gatekeeper/pods. */
  readonly pod: string
  readonly result: 'pass' | 'fail'
  /** Absent: what the gateway answered. */
  readonly instead?: (body: Readonly<Record<string, unknown>>) => { readonly statusCode: number; readonly body: object }
}

/** The results are written here, before anything is recorded. */
export const CASES: readonly RecordedCase[] = [
  { name: 'good', pod: 'good', result: 'pass' },
  { name: 'unreviewed', pod: 'unreviewed', result: 'fail' },
  { name: 'bare', pod: 'bare', result: 'fail' },
  { name: 'sidecar', pod: 'sidecar', result: 'fail' },
  { name: 'foreign', pod: 'foreign', result: 'fail' },
  // The yes of the good pod with the status of a proxy: Kyverno gives the body of every status to a policy.
  { name: 'good-with-status-503', pod: 'good', result: 'fail', instead: (body) => ({ statusCode: 503, body }) },
  // The yes of another request.
  {
    name: 'good-of-another-request',
    pod: 'good',
    result: 'fail',
    instead: (body) => ({ statusCode: 200, body: { ...body, nonce: 'another' } }),
  },
]

/** The images of a pod, as its policy asks about them. */
export function podOf(file: string, name: string): { readonly pod: object; readonly images: readonly string[] } {
  const pod = parse(readFileSync(join(EXAMPLES, `gatekeeper/pods/${file}.yaml`), 'utf8'))
  const { containers = [], initContainers = [] } = pod.spec
  const images = [...containers, ...initContainers].map(({ image }: { readonly image: string }) => image)
  return {
    pod: { ...pod, metadata: { name, namespace: 'production' } },
    images: [...new Set<string>(images)].toSorted(),
  }
}

/** The request of the policy for production; on the command line the nonce is the name of the pod. */
export function requestOf(mode: Mode, name: string, images: readonly string[]): object {
  return { schema: 'pawl.dev/kyverno/v1', asks: mode, profile: 'production', nonce: name, images }
}

export function writeCase(
  mode: Mode,
  { name, pod: file, result, instead }: RecordedCase,
  body: Readonly<Record<string, unknown>>,
): void {
  const folder = join(TESTS, mode, name)
  mkdirSync(folder, { recursive: true })
  const { pod } = podOf(file, name)
  writeFileSync(join(folder, 'pod.yaml'), stringify(pod))
  const response = instead?.(body) ?? { statusCode: 200, body }
  const suite = {
    apiVersion: 'cli.kyverno.io/v1alpha1',
    kind: 'Test',
    metadata: { name: `${mode}-${name}` },
    policies: [`../../../${mode}.yaml`],
    resources: ['pod.yaml'],
    apiCallResponses: [{ url: `https://pawl-gateway.pawl-system:8444/kyverno/v1/${mode}`, method: 'POST', response }],
    results: [{ kind: 'Pod', policy: 'pawl-production-enforce', isValidatingPolicy: true, resources: [name], result }],
  }
  writeFileSync(join(folder, 'kyverno-test.yaml'), stringify(suite, { lineWidth: 0 }))
}
