import { unanswered } from '@pawl/gatekeeper'
import type { TlsMaterial } from './configuration/tls-material.ts'
import type { HttpsInstance } from './https-instance.ts'
import { listener } from './listener.ts'
import type { Answering } from './routes/answering.ts'
import { gatekeeperRoutes } from './routes/gatekeeper.ts'
import { inputRoute } from './routes/input.ts'

/** Milliseconds. */
const REQUEST = 10_000

/**
 * The listener for Gatekeeper and for engines of others, not yet listening. Nobody is answered whose certificate is not by one of the authorities that
 * are named: whoever may ask learns which images are attested by whom.
 */
export function gatewayServer(answering: Answering, { cert, key, ca }: TlsMaterial): HttpsInstance {
  const server = listener({ cert, key, clients: ca }, unanswered, { request: REQUEST })
  gatekeeperRoutes(server, answering)
  inputRoute(server, answering)
  return server
}
