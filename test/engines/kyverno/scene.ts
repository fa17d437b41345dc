import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type GatewayDouble, gatewayDouble } from './gateway-double/gateway-double.ts'
import { type Harness, startHarness } from './harness.ts'

/** Kyverno's webhooks, and a gateway that they trust. */
export interface Scene {
  readonly harness: Harness
  readonly gateway: GatewayDouble
  /** File with the PEM of the authority of the gateway's certificate. */
  readonly authorityFile: string
  /** For what has to lie in files. */
  readonly folder: string
  readonly dispose: () => Promise<void>
}

export async function newScene(binary: string): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-kyverno-'))
  const gateway = await gatewayDouble()
  const authorityFile = join(folder, 'authority.pem')
  writeFileSync(authorityFile, gateway.authority)
  const harness = startHarness(binary, authorityFile)
  return {
    harness,
    gateway,
    authorityFile,
    folder,
    dispose: async () => {
      await harness.dispose()
      await gateway.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
