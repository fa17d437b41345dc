import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Server } from 'node:https'
import type { FastifyInstance } from 'fastify'

/** The server of this app: https, and nothing else. */
export type HttpsInstance = FastifyInstance<Server, IncomingMessage, ServerResponse>
