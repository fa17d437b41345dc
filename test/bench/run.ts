import process from 'node:process'
import { parseArgs } from 'node:util'
import { SIZES } from './harness/size.ts'
import { runSuite } from './suite.ts'

// node --expose-gc --single-threaded-gc --conditions=@pawl/source test/bench/run.ts [--long]
const { values } = parseArgs({ options: { long: { type: 'boolean', default: false } } })
await runSuite(
  values.long ? SIZES.long : SIZES.usual,
  { opa: process.env['PAWL_OPA'], go: process.env['PAWL_SIGSTORE_GO'] },
  (text) => console.log(`${text}\n`),
)
