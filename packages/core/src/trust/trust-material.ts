/** How the files that a configuration names reach this package, which has no disk. Both throw where there is nothing. */
export interface TrustMaterial {
  /** The bytes of a file, by the path that the configuration names. */
  readonly file: (path: string) => Uint8Array
  /** The public-good trusted root that is pinned with the software. */
  readonly publicGood: () => Uint8Array
}
