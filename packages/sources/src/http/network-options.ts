/** How this process gets out, whoever is asked. */
export interface NetworkOptions {
  /** Further authorities for TLS, each a text of PEM blocks. */
  readonly authorities: readonly string[]
  readonly proxy: ProxyOptions
}

/** URLs of proxies; undefined where none is. `none`: hosts that are reached without, as in NO_PROXY. */
export interface ProxyOptions {
  readonly http: string | undefined
  readonly https: string | undefined
  readonly none: readonly string[]
}
