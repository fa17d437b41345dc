import process from 'node:process'
import { ours, run } from './programs.ts'

interface Answer {
  readonly images: readonly [{ readonly policies: readonly { readonly name: string; readonly decision: string }[] }]
}

/** What each policy says of the image, in the order in which they are given. Throws where `pawl check` decided nothing, which it does where its two engines disagree. */
export async function askPawl(image: string, policies: readonly string[], cwd: string): Promise<readonly string[]> {
  const [host = ''] = image.split('/')
  const access = ['--trust', 'trust.yaml', '--insecure-registry', host, '--engine', 'all', '-o', 'json']
  const args = [...ours('cli'), 'check', image, '--policy', ...policies, ...access]
  const { status, stdout, stderr } = await run(process.execPath, args, { cwd })
  if (status !== 0 && status !== 1) throw new Error(`pawl check ended with ${status}: ${stderr}`)
  const decisions = (JSON.parse(stdout) as Answer).images[0].policies.map(({ decision }) => decision)
  if ((status === 0) !== decisions.every((each) => each === 'allow')) throw new Error(`exit code ${status}: ${stdout}`)
  return decisions
}
