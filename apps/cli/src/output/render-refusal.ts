import { asRefusal, printable, whatToDo } from '@pawl/setup'
import type { Terminal } from './terminal.ts'

/** Whatever was thrown: what happened, where, and what to do. */
export function renderRefusal(error: unknown, err: Terminal): void {
  const { code, message, lines } = asRefusal(error)
  err.write(`${err.paint('red', 'pawl could not decide')}: ${code}: ${message}`)
  for (const line of lines)
    err.write(`  ${printable([line.at, line.message].filter((part) => part !== '').join(': '))}`)
  err.write(`  what to do: ${whatToDo(code)}`)
}
