import { PUBLIC_GOOD_MIRROR } from '@pawl/sources'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { outputOption } from '../../../options.ts'
import { FORMATS } from '../../../output/structured.ts'
import type { Done, World } from '../../../world.ts'
import { type UpdateOptions, update } from './update.ts'

const HELP = `
Nothing is asked when something is decided: run this beside, for example every hour. The
file that it writes is named by refreshed: in a trust configuration, and ends with the
metadata that vouches for it, a few days ahead. From then on nothing counts by it.

Whatever is wrong with what the mirror says, the file stays as it was: metadata that is
old, older than the last, badly signed, or of other bytes. Keep the file: without it the
next run has nothing to compare with, and begins with --root again.

Exit codes: 0 up to date, 2 could not.

  pawl trust update --out public-good.json
  pawl trust update --mirror https://tuf.acme.example --root root.json --out acme.json`

export function registerUpdate(trust: Command, { out, clock }: World, done: Done): void {
  trust
    .command('update')
    .description('ask a TUF repository for its trusted root')
    .addOption(new Option('--mirror <url>', 'where the repository is').argParser(mirror).default(PUBLIC_GOOD_MIRROR))
    .option(
      '--root <file>',
      'its first root.json; without one, that of the public-good Sigstore, which comes with pawl',
    )
    .addOption(
      new Option('--target <name>', 'the trusted root in it').argParser(targetName).default('trusted_root.json'),
    )
    .requiredOption('--out <file>', 'what is written, and what the next run compares with')
    .addOption(outputOption(FORMATS, 'table'))
    .addHelpText('after', HELP)
    .exitOverride()
    .action(async (options: Omit<UpdateOptions, 'now'>) => {
      done(await update({ ...options, now: clock() }, out))
    })
}

function mirror(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isPlain =
    url !== undefined && url.search === '' && url.hash === '' && url.username === '' && url.password === ''
  if (isPlain && (url.protocol === 'https:' || url.protocol === 'http:')) return text
  throw new InvalidArgumentError('Write http or https, a host and perhaps a path, without a password in it.')
}

/** Letters, digits and their like in segments that are not dots alone: the name becomes part of a URL. */
function targetName(text: string): string {
  const isName = text.length <= 256 && /^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/.test(text)
  if (isName) return text
  throw new InvalidArgumentError('Write a name such as trusted_root.json.')
}
