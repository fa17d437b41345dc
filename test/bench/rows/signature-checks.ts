import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'

/**
 * The signature checks that a run made and that held, to be made again without everything around them. Everything in Pawl that checks a
 * signature calls `verify` of `node:crypto`, which is listened to while `run` runs.
 */
export function recordChecks(run: () => unknown): readonly (() => boolean)[] {
  const checks: (() => boolean)[] = []
  const original = crypto.verify
  crypto.verify = ((...given: Parameters<typeof original>) => {
    const holds = original(...given) as unknown
    if (holds === true) checks.push(() => (original(...given) as unknown) === true)
    return holds
  }) as typeof original
  syncBuiltinESMExports()
  try {
    run()
  } finally {
    crypto.verify = original
    syncBuiltinESMExports()
  }
  return checks
}
