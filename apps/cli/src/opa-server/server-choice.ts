import type { RegistryChoice } from '@pawl/setup'
import { type Command, Option } from 'commander'
import { serverAddress } from './server-address.ts'

/** What the command line says about an OPA server. `ca` and `timeout` are those of registries. */
export interface ServerChoice extends Pick<RegistryChoice, 'ca' | 'timeout' | 'offline'> {
  readonly opaServer?: URL
  readonly opaTokenFile?: string
}

const GROUP = 'OPA server:'

export function withOpaServer(command: Command): Command {
  const options = [
    new Option(
      '--opa-server <url>',
      'asks this OPA server too, https://HOST[:PORT]; it must agree, or nothing is decided',
    ).argParser(serverAddress),
    new Option('--opa-token-file <file>', 'the bearer token for the OPA server'),
  ]
  for (const option of options) command.addOption(option.helpGroup(GROUP))
  return command
}
