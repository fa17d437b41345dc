import { InvalidArgumentError } from 'commander'

/** Where a gateway is: HTTPS and nothing else. A path, a query or a password would be lost, or be readable to all who may read policies. */
export function gatewayUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || url.protocol !== 'https:' || url.href !== `${url.origin}/`) {
    throw new InvalidArgumentError('Write https://HOST or https://HOST:PORT, and nothing after it.')
  }
  return url.origin
}
