/**
 * What a policy of Kyverno weighs, and what an admission takes in Kyverno's own webhook with a gateway on this machine that answers at once: median and 99th percentile of so many.
 *
 *   node --conditions=@pawl/source test/engines/kyverno/measure.ts [TIMES]
 */
import process from 'node:process'
import { compileKyverno, LENGTH } from '@pawl/kyverno'
import { parsePolicy, profileOf } from '@pawl/policy'
import { created } from '../gatekeeper/cluster/admission.ts'
import { pinned } from '../gatekeeper/cluster/images.ts'
import { pod } from '../gatekeeper/cluster/workloads.ts'
import { answers, bodyFor, entryOf } from './gateway-double/answers.ts'
import { KYVERNO_HARNESS, KYVERNO_MISSING } from './harness.ts'
import { newScene } from './scene.ts'

const TIMES = Number(process.argv[2] ?? 300)
const CLAIMS = 16

function policyOf(requirements: number) {
  const require = Array.from({ length: requirements }, (_, at) => ({
    name: `r${at}`,
    claim: 'review',
    from: ['security-team'],
    maxAge: '14d',
    where: [
      { field: 'approved', equals: true },
      { field: 'level', atLeast: 3 },
    ],
  }))
  const metadata = { name: 'measured', revision: 1 }
  const spec = { mode: 'enforce', images: ['registry.test/**'], require }
  return parsePolicy({ apiVersion: 'pawl.dev/v1', kind: 'AttestationPolicy', metadata, spec }, 0)
}

/** Every one counts, so that every test of a claim is evaluated. */
function claims(now: number): readonly object[] {
  return Array.from({ length: CLAIMS }, (_, at) => ({
    type: 'review',
    attester: 'security-team',
    statementDigest: `sha256:${at}`,
    moment: now - 60,
    summary: { approved: true, level: at === CLAIMS - 1 ? 3 : 2 },
  }))
}

function at(sorted: readonly number[], share: number): string {
  return ((sorted[Math.floor(sorted.length * share)] ?? 0) / 1e6).toFixed(1)
}

if (KYVERNO_HARNESS === undefined) throw new Error(KYVERNO_MISSING)
const scene = await newScene(KYVERNO_HARNESS)
const row = (...cells: readonly (string | number)[]): void => console.log(`| ${cells.join(' | ')} |`)
row('mode', 'requirements', 'images', 'bytes of the policy', 'longest expression', 'p50 ms', 'p99 ms', 'calls')
row('---', '---', '---', '---', '---', '---', '---', '---')
for (const asks of ['decision', 'document'] as const) {
  for (const [requirements, images] of [
    [1, 1],
    [8, 1],
    [8, 10],
    [64, 1],
    [8, 50],
  ] as const) {
    const profile = profileOf([policyOf(requirements)])
    const table = { profiles: new Map(), namespaces: [], unknown: profile }
    const rest = { pins: false, excluded: [], timeout: 10, background: true, length: LENGTH }
    const [manifest] = compileKyverno(table, { judged: { asks, gateway: { url: scene.gateway.url } }, ...rest })
    if (manifest === undefined) throw new Error('nothing was compiled')
    const text = JSON.stringify(manifest)
    const longest = Math.max(
      ...[...text.matchAll(/xpression":"((?:[^"\\]|\\.)*)"/g)].map(([, each = '']) => each.length),
    )
    await scene.harness.open()
    await scene.harness.store(manifest)
    scene.gateway.behave(
      answers((asked) => {
        if (asks === 'decision') return bodyFor(asked, () => true)
        const now = Math.floor(Date.now() / 1000)
        const document = { apiVersion: 'pawl.dev/v1', kind: 'AttestationInput', now }
        const entries = asked.images.map((reference) => entryOf(reference, claims(now), now))
        return { ...bodyFor(asked, () => true), document: { ...document, images: entries } }
      }),
    )
    const admission = created(pod({ containers: Array.from({ length: images }, (_, n) => pinned(`app-${n}`)) }))
    await scene.harness.review(admission, 20)
    const asked = scene.gateway.calls.length
    const { allowed, took } = await scene.harness.review(admission, TIMES)
    if (!allowed) throw new Error('an admission was denied: nothing was measured')
    const sorted = took.toSorted((a, b) => a - b)
    row(
      asks,
      requirements,
      images,
      text.length,
      longest,
      at(sorted, 0.5),
      at(sorted, 0.99),
      (scene.gateway.calls.length - asked) / TIMES,
    )
  }
}
await scene.dispose()
