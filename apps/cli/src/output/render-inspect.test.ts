import { type Finding, pinSubject, type Rejection } from '@pawl/core'
import { describe, expect, it } from 'vitest'
import { renderInspect } from './render-inspect.ts'

const DIGEST = `sha256:${'a'.repeat(64)}`

function shown(...results: readonly Finding['result'][]): string {
  const lines: string[] = []
  const findings = results.map((result, index) => ({
    source: `file-${index}`,
    evidenceDigest: DIGEST,
    bytes: 1,
    result,
  }))
  const subject = {
    reference: 'app',
    repository: 'local/app',
    name: 'app',
    subject: pinSubject(DIGEST, new Map()),
    layout: undefined,
    isRemote: true,
  }
  const out = { write: (text: string) => void lines.push(text), width: 100, paint: (_: string, text: string) => text }
  renderInspect({ subject, answers: [], findings }, 1_767_312_000, out)
  return lines.join('\n')
}

const stranger = (identity: string): Rejection => ({
  outcome: 'rejected',
  code: 'identity-unknown',
  at: 'certificate',
  signer: { issuer: 'https://issuer.test', identity },
})

describe('what pawl inspect shows', () => {
  it('names the issuer and identity of a signer that nobody configured: identity-unknown', () => {
    expect(shown(stranger('https://github.com/mallory/app/release.yml'))).toContain(
      'file-0 (issuer https://issuer.test, identity https://github.com/mallory/app/release.yml)',
    )
  })

  it('names the place where the signer is not the matter: json-invalid', () => {
    expect(shown({ outcome: 'rejected', code: 'json-invalid', at: 'depth' })).toContain('file-0 (depth)')
  })

  it('explains a code once, however often it occurs', () => {
    const text = shown(stranger('a'), stranger('b'))
    expect(text.match(/turned down/g)).toHaveLength(1)
    expect(text).toContain('file-1 (issuer https://issuer.test, identity b)')
  })

  it('escapes what a signer wrote: it drives no terminal (C96)', () => {
    const text = shown(stranger('\u001b[2J\u202eevil'))
    expect(text).toContain('identity \\u{1b}[2J\\u{202e}evil)')
    expect(text).not.toContain('\u001b')
  })
})
