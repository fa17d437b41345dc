import { BlockList, isIP, isIPv6 } from 'node:net'

// IANA special-purpose registries, and what clouds serve to their own machines: metadata, health probes.
const V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// Within 2000::/3: Teredo and its neighbours, documentation, 6to4, documentation again.
const V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const blocked = new BlockList()
for (const [net, prefix] of V4) blocked.addSubnet(net, prefix, 'ipv4')
for (const [net, prefix] of V6) blocked.addSubnet(net, prefix, 'ipv6')
const globalV6 = new BlockList()
globalV6.addSubnet('2000::', 3, 'ipv6')

/**
 * Whether an address is anything but public unicast (C83). Of IPv6 only 2000::/3 is: IPv4-mapped, NAT64, unique local, link-local and multicast
 * addresses lie outside of it, in whatever way they are written.
 */
export function isBlockedAddress(address: string): boolean {
  if (isIP(address) === 0) return true
  if (!isIPv6(address)) return blocked.check(address, 'ipv4')
  return !globalV6.check(address, 'ipv6') || blocked.check(address, 'ipv6')
}
