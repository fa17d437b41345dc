import process from 'node:process'
import { expect, it } from 'vitest'
import { SIZES } from './harness/size.ts'
import { runSuite } from './suite.ts'

// So that it cannot rot: everything once, every answer looked at. What it takes is of no interest here.
it('runs the benchmark at its smallest size, and every answer is right', async () => {
  const said: string[] = []
  await runSuite(SIZES.smoke, { opa: undefined, go: undefined }, (text) => said.push(text))
  const [machine = '', table = '', ...rest] = said
  const [latency = '', memory = ''] = rest.splice(-2)
  const growths = rest
  expect(machine).toContain(`Node ${process.versions.node}`)
  expect(machine).toMatch(/^.{3,}, \d+ cores, load \d/)
  expect(table.split('\n').slice(1, 15)).toEqual([
    expect.stringMatching(/^decide, 10 x 16 x 8, allow /),
    expect.stringMatching(/^decide, 10 x 16 x 8, deny /),
    expect.stringMatching(/^opa-wasm, 1 x 16 x 8, allow .* skipped /),
    expect.stringMatching(/^opa-wasm, 10 x 16 x 8, allow .* skipped /),
    expect.stringMatching(/^keyless bundle, Rekor v1 /),
    expect.stringMatching(/^keyless bundle, Rekor v1, Go .* skipped /),
    expect.stringMatching(/^keyless bundle, Rekor v2 and timestamp /),
    expect.stringMatching(/^keyless bundle, Rekor v2 and timestamp, Go .* skipped /),
    expect.stringMatching(/^key bundle, P-256 /),
    expect.stringMatching(/^key bundle, P-256, Go .* skipped /),
    expect.stringMatching(/^key bundle, Ed25519 /),
    expect.stringMatching(/^key bundle, Ed25519, Go .* skipped /),
    expect.stringMatching(/^SPDX of 10 MB, P-256 /),
    expect.stringMatching(/^SPDX of 10 MB, P-256, Go .* skipped /),
  ])
  expect(table).toContain('peer: skipped: PAWL_OPA names no opa')
  expect(growths).toHaveLength(6)
  for (const growth of growths) expect(growth).toMatch(/the last doubling costs [\d.]+ times/)
  expect(latency.split('\n').slice(2, 14)).toHaveLength(12)
  expect(latency).toMatch(/50 x 64 x 8 .*\n {2}cold: /)
  expect(memory).toMatch(/after 1 evaluations [\d.]+ MB, after 10 [\d.]+ MB/)
})
