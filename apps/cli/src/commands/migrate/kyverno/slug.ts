/** Lower-case letters, digits and inner hyphens, at most `max`: as attesters, requirements and claim types are named. */
export function slug(text: string, otherwise: string, max = 63): string {
  const words = text
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
  return words.replace(/^-/, '').slice(0, max).replace(/-$/, '') || otherwise
}

/** The name, or the name with a number behind it where it is taken. */
export function distinct(name: string, taken: (name: string) => boolean): string {
  let candidate = name
  for (let n = 2; taken(candidate); n += 1) candidate = `${name.slice(0, 58)}-${n}`
  return candidate
}
