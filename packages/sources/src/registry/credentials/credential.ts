import type { Unanswered } from '../../answer-codes.ts'

/** What signs in to a registry. Never printed, never in a note. */
export type Credential =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** An OAuth2 refresh token, which buys a token at the realm. */
  | { readonly kind: 'identity'; readonly token: string }
  /** A token that the registry itself takes. */
  | { readonly kind: 'bearer'; readonly token: string }

/** For whom a credential is asked. */
export interface CredentialRequest {
  /** Canonical, `HOST[:PORT]`. */
  readonly registry: string
  /** Of the repository, below the host. */
  readonly path: string
  readonly signal: AbortSignal
}

/** Where credentials are: undefined where there are none for this registry, a code where they cannot be read. */
export interface CredentialSource {
  readonly find: (request: CredentialRequest) => Promise<Credential | Unanswered | undefined>
}

export const ANONYMOUS: CredentialSource = { find: () => Promise.resolve(undefined) }

/** The first that has one. */
export function credentialsOf(sources: readonly CredentialSource[]): CredentialSource {
  return {
    find: async (request) => {
      for (const source of sources) {
        const found = await source.find(request)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}
