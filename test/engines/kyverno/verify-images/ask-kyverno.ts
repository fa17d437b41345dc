import { KYVERNO, run } from './programs.ts'

/** `pass` and `fail` only where every rule said so and the exit code agrees; else what happened instead, in words. */
export type KyvernoVerdict = 'pass' | 'fail' | `neither: ${string}`

const COUNTS = /^pass: (\d+), fail: (\d+), warn: (\d+), error: (\d+), skip: (\d+)\s*$/m

/**
 * Asks the real command line. `rules` is how many answers the policy has to give: a policy that does not parse has none, and ends with 0 all the same.
 */
export function askKyverno(policy: string, pod: string, rules: number, cwd: string): KyvernoVerdict {
  const { status, stdout, stderr } = run(KYVERNO, ['apply', policy, '--resource', pod, '--registry'], cwd)
  return verdictOf({ status, text: stdout }, rules) ?? `neither: ${status} ${stdout}${stderr}`
}

/** Exported for its test. */
export function verdictOf(
  { status, text }: { readonly status: number | null; readonly text: string },
  rules: number,
): 'pass' | 'fail' | undefined {
  const counts = COUNTS.exec(text)?.slice(1).map(Number).join(' ')
  if (status === 0 && counts === `${rules} 0 0 0 0`) return 'pass'
  if (status === 1 && counts === `0 ${rules} 0 0 0`) return 'fail'
  return undefined
}

/** What the message of a failed rule says. */
export function whyKyverno(policy: string, pod: string, cwd: string): string {
  return run(KYVERNO, ['apply', policy, '--resource', pod, '--registry'], cwd).stdout
}
