import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Harness, startHarness } from './harness.ts'
import { type ProviderDouble, type ProviderOptions, providerDouble } from './provider/provider-double.ts'
import { providerCredentials, webhookCredentials } from './tls.ts'

/** Gatekeeper, a provider that it is told of, and the certificate that it offers there. */
export interface Scene {
  readonly harness: Harness
  readonly provider: ProviderDouble
  /** A pod of Gatekeeper that has just started. */
  readonly restart: (cacheTTL: string) => Promise<void>
  readonly dispose: () => Promise<void>
}

export async function newScene(
  binary: string,
  options: Partial<ProviderOptions> = {},
  webhook = webhookCredentials(),
): Promise<Scene> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-gatekeeper-'))
  const clientCertificate = join(folder, 'tls.crt')
  const clientKey = join(folder, 'tls.key')
  writeFileSync(clientCertificate, webhook.cert)
  writeFileSync(clientKey, webhook.key)
  const provider = await providerDouble({ transport: 'tls', credentials: providerCredentials(), ...options })
  const harness = startHarness(binary)
  return {
    harness,
    provider,
    restart: (cacheTTL) => harness.open({ cacheTTL, clientCertificate, clientKey }),
    dispose: async () => {
      await harness.dispose()
      await provider.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
