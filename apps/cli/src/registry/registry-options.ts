import { parseDuration } from '@pawl/document'
import { canonicalRegistry, type RegistryMirror } from '@pawl/sources'
import { type Command, InvalidArgumentError, Option } from 'commander'

const GROUP = 'Registries:'
const DEFAULT_SECONDS = 10
const MAX_SECONDS = 600

export function withRegistries(command: Command): Command {
  for (const option of options()) command.addOption(option.helpGroup(GROUP))
  return command
}

function options(): readonly Option[] {
  return [
    hosts('--registry <host...>', 'may be asked, beside those that a policy names whole or in part'),
    hosts('--private-registry <host...>', 'may be asked, and may be at a private address'),
    hosts('--insecure-registry <host...>', 'may be asked over plain http, at any address'),
    files('--pull-secret <file...>', 'credentials: a Kubernetes Secret, or what is inside of one'),
    files('--ca <file...>', 'further authorities for TLS, in PEM'),
    listed('--auth-host <registry=host...>', 'gets the credentials of a registry that signs in there', pair),
    listed('--mirror <registry=host[/prefix]...>', 'asked first for content by digest', mirrored(false)),
    listed('--tag-mirror <registry=host[/prefix]...>', 'the same, and its tags count too', mirrored(true)),
    new Option('--timeout <duration>', 'for everything about one image')
      .argParser(seconds)
      .default(DEFAULT_SECONDS, '10s'),
    new Option('--offline', 'ask no registry, and not GitHub').default(false),
  ]
}

function hosts(flags: string, words: string): Option {
  return listed(flags, words, host)
}

function files(flags: string, words: string): Option {
  return listed(flags, words, (text) => text)
}

function listed<T>(flags: string, words: string, read: (text: string) => T): Option {
  return new Option(flags, words)
    .argParser((text: string, before: readonly T[] | undefined) => [...(before ?? []), read(text)])
    .default([], 'none')
}

/** A slip in a host is an answer to whoever typed it, not "could not decide" about an image. */
function host(text: string): string {
  if (!HOST.test(text)) throw new InvalidArgumentError('Write HOST or HOST:PORT, as in an image reference.')
  return canonicalRegistry(text)
}

const HOST = /^(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[A-Za-z0-9.-]+:[1-9][0-9]{0,4})(?::[1-9][0-9]{0,4})?$/

function pair(text: string): readonly [string, string] {
  const [registry = '', of = '', ...more] = text.split('=')
  if (of === '' || more.length > 0) throw new InvalidArgumentError('Write REGISTRY=HOST.')
  return [host(registry), host(of)]
}

function mirrored(tags: boolean): (text: string) => readonly [string, RegistryMirror] {
  return (text) => {
    const [, registry = '', at = '', prefix = ''] = /^([^=/]+)=([^=/]+)(?:\/([a-z0-9._/-]+))?$/.exec(text) ?? []
    if (at === '') throw new InvalidArgumentError('Write REGISTRY=HOST or REGISTRY=HOST/PREFIX.')
    return [host(registry), { host: host(at), prefix, tags }]
  }
}

function seconds(text: string): number {
  const found = parseDuration(text)
  if (found === undefined || found > MAX_SECONDS)
    throw new InvalidArgumentError('Write a duration up to 10m, for example 30s.')
  return found
}
