/** How far questions about one host may go. */
export interface Reach {
  /** Scheme, host and port that is asked. */
  readonly origin: string
  /** Whether plain http is spoken with it; never with any other. */
  readonly plainHttp: boolean
  /** Whether this host, and no other that it leads to, may be at a private address. */
  readonly mayBePrivate: boolean
  /** Hosts, `HOST[:PORT]`, that an answer may send on to; 'public' for every host at a public address. */
  readonly leadsTo: 'public' | readonly string[]
}
