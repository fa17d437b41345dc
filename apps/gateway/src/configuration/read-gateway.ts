import { dirname, isAbsolute, join } from 'node:path'
import { configurationProblems } from '@pawl/document'
import { located, Refusal, readYaml } from '@pawl/setup'
import { z } from 'zod'
import type { GatewayConfiguration } from './gateway-configuration.ts'
import { gatewayConfiguration } from './gateway-schema.ts'

/** A GatewayConfiguration, and where the files that it names lie. */
export interface GatewayFile {
  readonly configuration: GatewayConfiguration
  readonly beside: (path: string) => string
}

/** Throws Refusal `configuration-invalid` with every problem and its line. */
export function readGateway(path: string): GatewayFile {
  const file = readYaml(path)
  const read = gatewayConfiguration.safeParse(file.value, { reportInput: false })
  if (!read.success) {
    const problems = configurationProblems(read.error.issues, {
      schema: z.toJSONSchema(gatewayConfiguration, { io: 'input', unrepresentable: 'any' }),
      absent: new Map(),
    })
    throw new Refusal('configuration-invalid', 'the configuration of the gateway is invalid', located(problems, file))
  }
  return {
    configuration: read.data,
    beside: (named) => (isAbsolute(named) ? named : join(dirname(path), named)),
  }
}
