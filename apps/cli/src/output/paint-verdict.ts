import type { Terminal } from './terminal.ts'

export function paintVerdict(verdict: 'allow' | 'deny', out: Terminal): string {
  return verdict === 'allow' ? out.paint('green', 'ALLOW') : out.paint('red', 'DENY')
}
