import { refusalBody } from '@pawl/kyverno'
import type { TlsMaterial } from './configuration/tls-material.ts'
import type { HttpsInstance } from './https-instance.ts'
import { listener } from './listener.ts'
import { type KyvernoAnswering, kyvernoRoutes } from './routes/kyverno.ts'

/**
 * The listener for Kyverno, not yet listening. Kyverno shows no certificate whatever it is told, so that none is asked for; and for that nothing is here
 * but what Kyverno asks.
 */
export function kyvernoServer(answering: KyvernoAnswering, { cert, key }: Omit<TlsMaterial, 'ca'>): HttpsInstance {
  // What arrives later than Kyverno waits is asked by nobody.
  const server = listener({ cert, key, clients: 'nobody' }, refusalBody, { request: answering.timeout * 1000 })
  kyvernoRoutes(server, answering)
  return server
}
