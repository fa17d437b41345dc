import type { DiscoveredIdentity } from '@pawl/core'

/** An identity as a workflow and the ref that it ran from; for anybody else the whole name and no ref. */
export interface WorkflowIdentity {
  readonly workflow: string
  readonly ref: string | undefined
}

// Fulcio writes WORKFLOW@REF. A ref may hold another `@`, a workflow cannot be followed by `@refs/` earlier.
const REF = '@refs/'

export function workflowOf(identity: string): WorkflowIdentity {
  const at = identity.indexOf(REF)
  return at < 0
    ? { workflow: identity, ref: undefined }
    : { workflow: identity.slice(0, at), ref: identity.slice(at + 1) }
}

/** `https://github.com/acme/app/.github/workflows/release.yml` to `acme-app-release`: a name of an attester, not yet distinct. */
export function attesterName(workflow: string): string {
  const path = workflow
    .replace(/^[a-z][a-z0-9+.-]*:\/\/(?:[^/]*\/)?/, '')
    .replace('/.github/workflows/', '/')
    .replace(/@[0-9a-f]{40}$/, '')
    .replace(/\.ya?ml$/, '')
  const slug = path.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')
  return slug.replace(/^-/, '').slice(0, 58).replace(/-$/, '') || 'signer'
}

/** A workflow of another repository than the one it ran for: whoever calls it gets this identity. */
export function isReusable({ identity, certificate }: DiscoveredIdentity): boolean {
  const source = certificate.get('sourceRepository')
  return source !== undefined && !identity.startsWith(`${source}/`)
}

/** What is written as it is stands for itself alone: no star, and no more than a pattern may have. */
export function canBeWritten(identity: string): boolean {
  return !identity.includes('*') && identity.length <= 256
}
