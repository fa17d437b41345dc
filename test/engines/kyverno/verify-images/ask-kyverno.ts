import { KYVERNO, type Place, run } from './programs.ts'

/** `pass` and `fail` only where every rule said so and the exit code agrees; else what happened instead, in words. */
export type KyvernoVerdict = 'pass' | 'fail' | `neither: ${string}`

const COUNTS = /^pass: (\d+), fail: (\d+), warn: (\d+), error: (\d+), skip: (\d+)\s*$/m

/** Files, and how many answers the policy has to give: one that does not parse gives none, and Kyverno ends with 0 all the same. */
export interface Asked {
  readonly policy: string
  readonly pod: string
  readonly rules: number
}

/** Asks the real command line. */
export async function askKyverno({ policy, pod, rules }: Asked, place: Place): Promise<KyvernoVerdict> {
  const { status, stdout, stderr } = await run(KYVERNO, ['apply', policy, '--resource', pod, '--registry'], place)
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

/** What it prints, with the messages of what failed. */
export async function whyKyverno({ policy, pod }: Omit<Asked, 'rules'>, place: Place): Promise<string> {
  return (await run(KYVERNO, ['apply', policy, '--resource', pod, '--registry'], place)).stdout
}
