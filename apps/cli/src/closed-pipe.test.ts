import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

/** The real program, whose standard output is read or closed at once. */
async function help(isRead: boolean): Promise<{ readonly code: unknown; readonly stderr: string }> {
  const child = spawn(process.execPath, ['--conditions=@pawl/source', main, '--help'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { NO_COLOR: '1' },
  })
  if (isRead) child.stdout.resume()
  else child.stdout.destroy()
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')])
  return { code, stderr }
}

it('ends without a word when nobody reads what it prints, and never with a yes: 2', async () => {
  expect(await help(true)).toEqual({ code: 0, stderr: '' })
  expect(await help(false)).toEqual({ code: 2, stderr: '' })
})
