/** What a gateway is told. Paths are relative to the file that names them. */
export interface GatewayConfiguration {
  readonly apiVersion: 'pawl.dev/v1'
  readonly kind: 'GatewayConfiguration'
  readonly metadata: { readonly name: string }
  readonly spec: {
    readonly listen: ListenAddress
    readonly tls: TlsFiles
    readonly configuration: ConfigurationFiles
    readonly registries: RegistrySettings
    /** Further places of evidence: files, folders, image layouts. With any, a registry is asked for evidence only where it is named. */
    readonly evidence: readonly string[]
    readonly gatekeeper: GatekeeperSettings
    /** Absent: Kyverno's routes are nowhere. */
    readonly kyverno?: KyvernoSettings
  }
}

export interface ListenAddress {
  readonly address: string
  readonly port: number
}

export interface TlsFiles {
  readonly certificate: string
  readonly key: string
  /** Authorities of the certificates of callers. Nobody else is answered. */
  readonly clients: readonly string[]
}

/** One of the two. What is signed is watched for its end and its revision; files given by hand are trusted as files. */
export interface ConfigurationFiles {
  readonly signed?: {
    readonly bundle: string
    readonly keys: readonly string[]
    readonly state: string
    readonly minRevision: number
  }
  readonly files?: { readonly trust: string; readonly policies: readonly string[]; readonly profiles?: string }
}

export interface RegistrySettings {
  /** Hosts that may be asked beside those that policies name. */
  readonly named: readonly string[]
  readonly private: readonly string[]
  readonly insecure: readonly string[]
  readonly pullSecrets: readonly string[]
  readonly authorities: readonly string[]
}

export interface GatekeeperSettings {
  /** Gatekeeper's own `--external-data-provider-response-cache-ttl`, in seconds: an item counts for two of them. */
  readonly cacheTtl: number
  /** The `timeout` of the Provider, in seconds. The answer is there after four fifths of it, whatever it is. */
  readonly timeout: number
}

export interface KyvernoSettings {
  /** A place of its own: Kyverno shows no certificate, and the other listener answers nobody without one. */
  readonly listen: ListenAddress
  /** `timeoutSeconds` of Kyverno's webhook, in seconds. The answer is there after four fifths of it, whatever it is. */
  readonly timeout: number
  /** Absent: whoever reaches the port is answered, and a token that is sent is not looked at. */
  readonly tokens?: TokenSettings
}

/** Whose tokens of ServiceAccounts are believed. */
export interface TokenSettings {
  /** Whether a request without a token is refused. One with a token that does not verify always is. */
  readonly required: boolean
  /** `iss`, as `kubectl get --raw /.well-known/openid-configuration` says it. */
  readonly issuer: string
  /** What `aud` has to hold. */
  readonly audience: string
  /** A file: what `kubectl get --raw /openid/v1/jwks` prints. */
  readonly jwks: string
  /** `sub`: each `system:serviceaccount:NAMESPACE:NAME`. */
  readonly subjects: readonly string[]
}
