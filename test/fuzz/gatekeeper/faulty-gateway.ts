import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SeededFault } from '../faulty-core.ts'

const GATEWAY = fileURLToPath(new URL('../../../apps/gateway', import.meta.url))

/** Copies the gateway, changes the copy and hands over its src. Nothing of it stays. */
export async function withFaultyGateway<T>(fault: SeededFault, use: (source: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-faulty-gateway-'))
  try {
    cpSync(GATEWAY, folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|dist)$/.test(path) })
    symlinkSync(join(GATEWAY, 'node_modules'), join(folder, 'node_modules'))
    const path = join(folder, 'src', fault.file)
    const source = readFileSync(path, 'utf8')
    if (source.split(fault.find).length !== 2) throw new TypeError(`the gateway has changed under: ${fault.name}`)
    writeFileSync(
      path,
      source.replace(fault.find, () => fault.replace),
    )
    return await use(join(folder, 'src'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const GATEWAY_FAULTS: readonly (SeededFault & { readonly finds: RegExp })[] = [
  {
    name: 'every answer has status 200',
    file: 'routes/gatekeeper.ts',
    find: "return systemError === '' ? 200 : 503",
    replace: "return systemError === '' ? 200 : 200",
    finds: /200 says/,
  },
  {
    name: 'the first key alone is answered',
    file: 'routes/gatekeeper.ts',
    find: 'const keys = readKeys(asked.keys, judging)',
    replace: 'const keys = readKeys(asked.keys.slice(0, 1), judging)',
    finds: /asked for \d+ keys, answered 1/,
  },
  {
    name: 'the words of the library are an answer',
    file: 'listener.ts',
    find: 'frameworkErrors: (_error, _request, { raw }) => void raw.writeHead(400, JSON_TYPE).end(malformed),',
    replace: '',
    finds: /400 is no answer/,
  },
  {
    name: 'claims that were found once are those of every image',
    file: 'evidence/find-image.ts',
    find: "  return { outcome: 'entry', entry: imageEntry(reference, subject, answer.image.summary), doubt: doubtIn(answers) }",
    replace: `  const found = answer.image.summary
  const kept = globalThis as { claims?: typeof found.claims }
  if (found.claims.length > 0) kept.claims = found.claims
  const summary = { ...found, claims: kept.claims ?? [] }
  return { outcome: 'entry', entry: imageEntry(reference, subject, summary), doubt: undefined }`,
    finds: /has no claim and is accepted/,
  },
  {
    name: 'what was found for one image is the answer for all',
    file: 'routes/gatekeeper.ts',
    find: '({ reference }) => found.get(reference) ??',
    replace: '() => [...found.values()].find((each) => each.outcome === "entry" && each.entry.claims.length > 0) ??',
    finds: /has no claim and is accepted|entry of .* is of another/,
  },
]
