import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { isBlockedAddress } from './blocked-address.ts'

/** A host whose address is not public. Its name is the code that `failureCode` reads. */
export class AddressBlocked extends Error {
  readonly code = 'ADDRESS_BLOCKED'
}

/** `dns.lookup` for all addresses. */
export type Resolve = (
  hostname: string,
  options: LookupOptions & { all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * The look-up that the connection itself makes: the address that is checked is the one that is connected to, so that a name which changes its
 * address in between gains nothing (C83). One blocked address among several blocks the name.
 */
export function guardedLookup(resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = error === null ? addresses : []
      if (first === undefined || addresses.some(({ address }) => isBlockedAddress(address))) {
        callback(error ?? new AddressBlocked(), '', 0)
      } else if (options.all === true) callback(null, addresses)
      else callback(null, first.address, first.family)
    })
  }
}

/** Connects to public addresses alone. `options` are those of `tls.connect`. */
export function guardedConnector(options: buildConnector.BuildOptions): buildConnector.connector {
  const connect = buildConnector({ ...options, lookup: guardedLookup(lookup) })
  return (target, callback) => {
    // An address that is written out is never looked up.
    if (isBlockedLiteral(target.hostname)) queueMicrotask(() => callback(new AddressBlocked(), null))
    else connect(target, callback)
  }
}

export function isBlockedLiteral(hostname: string): boolean {
  const literal = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(literal) !== 0 && isBlockedAddress(literal)
}
