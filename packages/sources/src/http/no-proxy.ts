/** As curl reads NO_PROXY: `*`, or a host with everything below it, with its port or for any port. Addresses compare as text. */
export function goesWithoutProxy(url: URL, none: readonly string[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return none.some((written) => {
    const entry = written.trim().toLowerCase()
    if (entry === '*') return true
    const [, name = '', only] = /^\*?\.?([^:]+|\[[^\]]*\])(?::([0-9]+))?$/.exec(entry) ?? []
    if (name === '' || (only !== undefined && only !== port)) return false
    return url.hostname === name || url.hostname.endsWith(`.${name}`)
  })
}
