import { algorithmsOf, BUNDLE_ALGORITHMS, type BundleAlgorithm } from '@pawl/opa'
import { Refusal } from '@pawl/setup'
import { Option } from 'commander'

export function algorithmOption(): Option {
  return new Option('--algorithm <name>', 'for an RSA key, which can sign in two ways: RS256 or PS256').choices(
    BUNDLE_ALGORITHMS,
  )
}

/** What a public key in PEM is for: the one algorithm of its kind, or the one of two that was named. `path` is for the refusal. */
export function algorithmFor(pem: string, named: BundleAlgorithm | undefined, path: string): BundleAlgorithm {
  const possible = algorithmsOf(pem)
  const [only, another] = possible.filter((each) => named === undefined || each === named)
  if (only !== undefined && another === undefined) return only
  const message =
    possible.length === 0
      ? 'OPA takes Ed25519, ECDSA P-256 and P-384, and RSA keys'
      : `give --algorithm with one of ${possible.join(', ')}`
  throw new Refusal('usage', 'it is not clear how this key signs a bundle', [{ at: path, message }])
}
