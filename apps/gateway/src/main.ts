#!/usr/bin/env node
import process, { env } from 'node:process'
import { parseArgs } from 'node:util'
import { asRefusal, printable, Refusal, usage, whatToDo } from '@pawl/setup'
import { type GatewayFile, readGateway } from './configuration/read-gateway.ts'
import { checkGateway, startGateway } from './start.ts'

const HELP = `Usage: pawl-gateway --config FILE [--check]

Answers policy engines about images: https with TLS 1.3, for callers with a certificate. Kyverno has none: it is
answered at a listener of its own, where the configuration says so.

  --config FILE   the GatewayConfiguration, YAML or JSON
  --check         read everything that it names, and end
  --help          print this

Exit codes: 0 ended as asked, 2 could not start.`

const clock = (): number => Math.floor(Date.now() / 1000)
const say = (text: string): void => void process.stderr.write(`${text}\n`)

process.exitCode = 2
try {
  await run()
} catch (error) {
  const { code, message, lines } = asRefusal(error)
  say(`${code}: ${message}`)
  for (const { at, message: words } of lines) say(`  ${printable(words === '' ? at : `${at}: ${words}`)}`)
  say(`  what to do: ${whatToDo(code)}`)
}

async function run(): Promise<void> {
  const options = read()
  if (options.help === true) {
    say(HELP)
    process.exitCode = 0
    return
  }
  if (options.config === undefined) throw usage('name the configuration with --config')
  const file = readGateway(options.config)
  if (options.check === true) {
    const { judging } = await checkGateway(file, env, clock())
    say(`the configuration can be used: ${[...judging.profiles.keys()].join(', ')}`)
    process.exitCode = 0
    return
  }
  const gateway = await startGateway(file, env, clock)
  // Before it is said that there is something to end.
  const signalled = new Promise<string>((heard) => {
    for (const each of ['SIGTERM', 'SIGINT'] as const) process.once(each, () => heard(each))
  })
  say(`listening at ${gateway.address}`)
  if (gateway.kyverno !== undefined) say(`listening for Kyverno at ${gateway.kyverno}: ${askersOf(file)}`)
  const signal = await signalled
  say(`ending: ${signal}`)
  await gateway.close()
  process.exitCode = 0
}

/** Who is answered there, in words: nobody should have to find out. */
function askersOf({ configuration: { spec } }: GatewayFile): string {
  const tokens = spec.kyverno?.tokens
  if (tokens === undefined) return 'whoever reaches it is answered'
  return tokens.required
    ? 'a token is required'
    : 'whoever reaches it is answered, and with a token only if it is valid'
}

function read() {
  const options = { config: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean' } } as const
  try {
    return parseArgs({ options, strict: true }).values
  } catch {
    throw new Refusal('usage', 'the command line cannot be read', [{ at: '--help', message: 'says what there is' }])
  }
}
