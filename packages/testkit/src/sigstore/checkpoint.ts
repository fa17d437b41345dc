import type { Signs } from './bundle-request.ts'

/** C2SP signed-note: the text, a blank line, one line per signature of `name base64(key hint || signature)`. */
export interface NoteSigner {
  readonly name: string
  readonly keyHint: Uint8Array
  readonly sign: (text: Uint8Array) => Uint8Array
}

export interface Checkpoint {
  readonly origin: string
  readonly size: number
  readonly root: Uint8Array
  readonly signers: readonly NoteSigner[]
  /** What they sign in place of the honest text. */
  readonly signs?: Signs['checkpoint']
}

/** C2SP tlog-checkpoint. */
export function signCheckpoint({ origin, size, root, signers, signs = (honest) => honest }: Checkpoint): string {
  const text = signs(`${origin}\n${size}\n${Buffer.from(root).toString('base64')}\n`)
  const lines = signers.map(({ name, keyHint, sign }) => {
    const signature = Buffer.concat([keyHint.subarray(0, 4), sign(Buffer.from(text, 'utf8'))])
    return `\u2014 ${name} ${signature.toString('base64')}\n`
  })
  return `${text}\n${lines.join('')}`
}
