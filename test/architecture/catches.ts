import type { SourceFile } from './source-tree.ts'
import { child, nodesOf } from './syntax.ts'

export interface CatchSite {
  readonly path: string
  readonly count: number
  readonly reason: string
}

/** Every place where something thrown is stopped. A catch in any other file could turn a failure into an answer. */
export const CATCHES: readonly CatchSite[] = [
  { path: 'apps/cli/src/main.ts', count: 1, reason: 'the one boundary: any throw is "could not decide", never allow' },
  {
    path: 'apps/gateway/src/main.ts',
    count: 2,
    reason: 'the boundary at start: any throw ends the process with 2; a command line that cannot be read is a refusal',
  },
  {
    path: 'apps/gateway/src/callers/caller-check.ts',
    count: 1,
    reason: 'the library throws for a token that does not verify: nobody asks with it',
  },
  {
    path: 'apps/gateway/src/callers/service-account-keys.ts',
    count: 1,
    reason: 'the library throws for a key that is none: a refusal',
  },
  {
    path: 'apps/gateway/src/configuration/tls-material.ts',
    count: 1,
    reason: 'OpenSSL throws for a key that is not of the certificate: a refusal',
  },
  {
    path: 'apps/gateway/src/start.ts',
    count: 1,
    reason: 'an address at which nothing can listen is a refusal',
  },
  {
    path: 'apps/gateway/src/evidence/find-image.ts',
    count: 2,
    reason: 'any throw while an image is found is no answer, never an entry; a reference that is none is refused',
  },
  {
    path: 'apps/cli/src/commands/config/sign/signing-key.ts',
    count: 1,
    reason: 'a private key that OpenSSL cannot open is a refusal',
  },
  {
    path: 'apps/cli/src/commands/doctor/gatekeeper/read-objects.ts',
    count: 1,
    reason: 'a folder that cannot be read is a refusal',
  },
  { path: 'apps/cli/src/commands/prove/bundle-files.ts', count: 1, reason: 'an archive of others: a refusal' },
  {
    path: 'apps/cli/src/commands/prove/kyverno/kyverno-binary.ts',
    count: 1,
    reason: 'a list of rows that cannot be read has none, and is no yes',
  },
  {
    path: 'apps/cli/src/commands/prove/module-question.ts',
    count: 2,
    reason: 'a module of others throws anything: a no, or a refusal where it cannot be loaded',
  },
  { path: 'apps/cli/src/commands/prove/targets/endpoint.ts', count: 1, reason: 'what does not answer says no' },
  {
    path: 'apps/cli/src/opa-server/post-question.ts',
    count: 1,
    reason: 'a connection of others throws anything: a failure with a code, which is a refusal',
  },
  {
    path: 'packages/setup/src/configuration/load-configuration.ts',
    count: 1,
    reason: 'problems get their line in the file',
  },
  {
    path: 'packages/setup/src/configuration/seen-revisions.ts',
    count: 3,
    reason: 'what was seen cannot be read or kept: a refusal, and nothing is newer',
  },
  {
    path: 'apps/cli/src/output/replace-file.ts',
    count: 1,
    reason: 'a file that cannot be replaced is a refusal, and stays as it was',
  },
  { path: 'apps/cli/src/output/write-new.ts', count: 1, reason: 'a file that cannot be written is a refusal' },
  {
    path: 'packages/setup/src/configuration/read-yaml.ts',
    count: 1,
    reason: 'a file that cannot be read is a refusal',
  },
  {
    path: 'packages/core/src/bytes/strict-json.ts',
    count: 1,
    reason: 'bytes of others: what cannot be read is invalid',
  },
  {
    path: 'packages/core/src/keys/public-key.ts',
    count: 1,
    reason: 'OpenSSL throws for a point off its curve: a bad key',
  },
  { path: 'packages/core/src/trust/at-place.ts', count: 1, reason: 'a Fault gets its place and is thrown on' },
  { path: 'packages/core/src/x509/der-reader.ts', count: 1, reason: 'bytes of others: what cannot be read is refused' },
  {
    path: 'packages/document/src/parse-document.ts',
    count: 1,
    reason: 'a getter may throw: the document is malformed',
  },
  {
    path: 'packages/gatekeeper/src/provider/validation-key.ts',
    count: 1,
    reason: 'a key of others that is no JSON is no key',
  },
  {
    path: 'packages/opa/src/bundle-engine.ts',
    count: 2,
    reason: 'a profile that is none, and a module that does not load: the bundle is refused',
  },
  { path: 'packages/opa/src/bundle/bundle-key.ts', count: 1, reason: 'what OpenSSL cannot read is no key: thrown on' },
  { path: 'packages/opa/src/bundle/gzip.ts', count: 1, reason: 'bytes of others: what cannot be read is refused' },
  {
    path: 'packages/opa/src/bundle/strict-json.ts',
    count: 1,
    reason: 'bytes of others: what cannot be read is refused',
  },
  {
    path: 'packages/opa/src/foreign/foreign-engine.ts',
    count: 1,
    reason: 'a document that JSON cannot say: a deny with a code',
  },
  {
    path: 'packages/opa/src/foreign/foreign-thread.ts',
    count: 1,
    reason: 'a module of others throws anything: a deny with a code',
  },
  { path: 'packages/opa/src/live/file-source.ts', count: 1, reason: 'a file that cannot be read confirms nothing' },
  {
    path: 'packages/opa/src/live/http-source.ts',
    count: 1,
    reason: 'the network of others throws anything: a code, and nothing is confirmed',
  },
  {
    path: 'packages/opa/src/live/live-engine.ts',
    count: 2,
    reason: 'a source that throws confirms nothing, and what cannot be kept is not used',
  },
  { path: 'packages/opa/src/foreign-module.ts', count: 1, reason: 'a module of others throws anything' },
  { path: 'packages/opa/src/opa-engine.ts', count: 1, reason: 'the runtime throws anything: a deny with a code' },
  {
    path: 'packages/policy/src/language/parse-policy.ts',
    count: 1,
    reason: 'a problem gets its place in the written policy and is thrown on',
  },
  {
    path: 'packages/setup/src/registry/authority-file.ts',
    count: 1,
    reason: 'a certificate that OpenSSL cannot read is a refusal',
  },
  {
    path: 'packages/sources/src/http/exchange.ts',
    count: 2,
    reason: 'the network of others throws anything: a code, and nothing came',
  },
  { path: 'packages/sources/src/folder/source.ts', count: 2, reason: 'a file or folder that cannot be read is noted' },
  {
    path: 'packages/sources/src/oci-layout/layout.ts',
    count: 1,
    reason: 'a blob that is not there is absent evidence',
  },
  { path: 'packages/sources/src/read-bounded.ts', count: 2, reason: 'an error of the disk becomes a Fault' },
  {
    path: 'packages/sources/src/tuf/metadata.ts',
    count: 2,
    reason: 'the library throws for metadata that is none or that nobody signed: a refusal',
  },
  { path: 'packages/sources/src/tuf/mirror.ts', count: 1, reason: 'what does not answer is a refusal' },
  { path: 'packages/sources/src/tuf/refresh-state.ts', count: 1, reason: 'a Fault of the last file is a refusal' },
  {
    path: 'packages/sources/src/tuf/repository-file.ts',
    count: 1,
    reason: 'the library throws for other bytes than were named: a refusal',
  },
  { path: 'packages/sources/src/resolve-subject.ts', count: 1, reason: 'an error of the disk becomes a Fault' },
]

/** `catch` clauses, `.catch()`, and the second argument of `.then()`. */
export function catchesIn(file: SourceFile): number {
  return nodesOf(file).filter((node) => {
    if (node.type === 'CatchClause') return true
    const callee = node.type === 'CallExpression' ? child(node, 'callee') : undefined
    const method = child(callee, 'property')?.['name']
    const given = Array.isArray(node['arguments']) ? node['arguments'].length : 0
    return callee?.type === 'MemberExpression' && (method === 'catch' || (method === 'then' && given > 1))
  }).length
}
