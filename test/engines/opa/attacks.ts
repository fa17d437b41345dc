import { gzipSync } from 'node:zlib'
import type { TestKey } from '@pawl/testkit'
import { entry, type Files, repacked, retarred } from './archive.ts'
import { signWith } from './other-signature.ts'

/** What somebody without the key, or with another one, makes of a bundle. */
export interface Attack {
  readonly name: string
  readonly make: (bytes: Uint8Array, scene: Scene) => Uint8Array
  /** Ours. */
  readonly code: string
  /** What the real opa says of it: where it takes what we refuse, it reads less strictly. */
  readonly opa: 'refuses' | 'takes'
}

export interface Scene {
  readonly stranger: TestKey
}

const text = (content: string): Uint8Array => Buffer.from(content)
const file = (files: Files, name: string): string => Buffer.from(files.get(name) ?? []).toString()
const token = (files: Files): string => JSON.parse(file(files, '.signatures.json')).signatures[0]
const changing =
  (change: (files: Files, scene: Scene) => void) =>
  (bytes: Uint8Array, scene: Scene): Uint8Array =>
    repacked(bytes, (files) => change(files, scene))
const signedAs = (files: Files, change: (token: string) => unknown): void => {
  files.set('.signatures.json', text(JSON.stringify({ signatures: [change(token(files))] })))
}
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const END = 1024

export const ATTACKS: readonly Attack[] = [
  {
    name: 'another module',
    make: changing((files) =>
      files.set('policy.wasm', Buffer.concat([files.get('policy.wasm') ?? text(''), text('x')])),
    ),
    code: 'bundle-file-changed',
    opa: 'refuses',
  },
  {
    name: 'other data',
    make: changing((files) => files.set('data.json', text('{"acme":{"open":true}}'))),
    code: 'bundle-file-changed',
    opa: 'refuses',
  },
  {
    name: 'data with a member twice, of which Go reads the last',
    make: changing((files) =>
      files.set('data.json', text(file(files, 'data.json').replace('{', '{"acme":{"open":true},'))),
    ),
    code: 'bundle-file-changed',
    opa: 'takes',
  },
  {
    name: 'another manifest',
    make: changing((files) =>
      files.set('.manifest', text(file(files, '.manifest').replace('"revision":"7', '"revision":"8'))),
    ),
    code: 'bundle-file-changed',
    opa: 'refuses',
  },
  {
    name: 'no signature',
    make: changing((files) => files.delete('.signatures.json')),
    code: 'bundle-unsigned',
    opa: 'refuses',
  },
  {
    name: 'a rule more',
    make: changing((files) => files.set('more.rego', text('package more'))),
    code: 'bundle-file-extra',
    opa: 'refuses',
  },
  {
    name: 'a README more',
    make: changing((files) => files.set('README.md', text('read me'))),
    code: 'bundle-file-extra',
    opa: 'refuses',
  },
  {
    name: 'a file less',
    make: changing((files) => files.delete('data.json')),
    code: 'bundle-file-missing',
    opa: 'refuses',
  },
  {
    name: 'a manifest less',
    make: changing((files) => files.delete('.manifest')),
    code: 'bundle-file-missing',
    opa: 'refuses',
  },
  {
    name: 'a signature by another key',
    make: changing((files, { stranger }) => signedAs(files, (before) => signWith(stranger, before))),
    code: 'bundle-signature-invalid',
    opa: 'refuses',
  },
  {
    name: 'another algorithm in the header',
    make: changing((files) => signedAs(files, (before) => before.replace(/^[^.]+/, part({ alg: 'HS256' })))),
    code: 'bundle-signature-invalid',
    opa: 'refuses',
  },
  {
    name: 'algorithm none and no signature',
    make: changing((files) => signedAs(files, (before) => `${part({ alg: 'none' })}.${before.split('.')[1]}.`)),
    code: 'bundle-signature-invalid',
    opa: 'refuses',
  },
  {
    name: 'another payload under the signature',
    make: changing((files) =>
      signedAs(files, (before) =>
        before
          .split('.')
          .with(1, part({ files: [], keyid: 'default' }))
          .join('.'),
      ),
    ),
    code: 'bundle-signature-invalid',
    opa: 'refuses',
  },
  {
    name: 'two tokens',
    make: changing((files) =>
      files.set('.signatures.json', text(JSON.stringify({ signatures: [token(files), token(files)] }))),
    ),
    code: 'bundle-unsigned',
    opa: 'refuses',
  },
  {
    name: 'a module in a folder',
    make: changing((files) => files.set('more/policy.wasm', text('\0asm'))),
    code: 'bundle-file-unsupported',
    opa: 'refuses',
  },
  {
    name: 'a patch instead of files',
    make: changing((files) => files.set('patch.json', text('{"data":[]}'))),
    code: 'bundle-file-unsupported',
    opa: 'refuses',
  },
  {
    name: 'a file twice, the first another',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([entry('/data.json', '{"acme":{"open":true}}'), tar])),
    code: 'bundle-unreadable',
    opa: 'refuses',
  },
  {
    name: 'a file twice, both the same',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([tar.subarray(0, 1024), tar])),
    code: 'bundle-unreadable',
    opa: 'refuses',
  },
  {
    name: 'a name that leads out of the bundle',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([entry('../more.rego', 'package more'), tar])),
    code: 'bundle-unreadable',
    opa: 'refuses',
  },
  {
    name: 'a symbolic link',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([entry('/more.rego', '', '2', '/etc/passwd'), tar])),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
  {
    name: 'a folder',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([entry('/more/', '', '5'), tar])),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
  {
    name: 'a header that is extended to another name',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([entry('/x', '18 path=/other.rego\n', 'x'), tar])),
    code: 'bundle-unreadable',
    opa: 'refuses',
  },
  {
    name: 'something behind the archive',
    make: (bytes) => Buffer.concat([bytes, text('x')]),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
  {
    name: 'another archive behind it',
    make: (bytes) => Buffer.concat([bytes, gzipSync('another')]),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
  {
    name: 'something behind the end of the tar',
    make: (bytes) => retarred(bytes, (tar) => Buffer.concat([tar, entry('/more.rego', 'package more')])),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
  {
    name: 'a cut archive',
    make: (bytes) => bytes.subarray(0, bytes.length - 600),
    code: 'bundle-unreadable',
    opa: 'refuses',
  },
  {
    name: 'a tar that is cut off between two files',
    make: (bytes) => retarred(bytes, (tar) => tar.subarray(0, -END)),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
  {
    name: 'a few kilobytes that are 64 MiB',
    make: (bytes) => gzipSync(retarredPlain(bytes)),
    code: 'bundle-unreadable',
    opa: 'takes',
  },
]

/** The archive with much nothing behind its end. */
function retarredPlain(bytes: Uint8Array): Uint8Array {
  let plain: Uint8Array = Buffer.alloc(0)
  retarred(bytes, (tar) => {
    plain = Buffer.concat([tar, Buffer.alloc(67_108_864)])
    return tar
  })
  return plain
}
