import type { Image } from './choose-claims.ts'

/** A text and the image whose claim says it. */
export interface Said {
  readonly value: string
  readonly image: Image
}

/** One text with `{repository}` or `{name}` that is each of these for its image; undefined where there is none. */
export function templateOf(said: readonly Said[]): string | undefined {
  if (said.some(({ value }) => /[{}]/.test(value))) return undefined
  return [byRepository, byName].map((of) => shared(said.map(of))).find((template) => template !== undefined)
}

function byRepository({ value, image }: Said): string | undefined {
  return value.includes(image.repository) ? value.replace(image.repository, '{repository}') : undefined
}

/** The last segment that is the name: `https://github.com/acme/{name}`. */
function byName({ value, image }: Said): string | undefined {
  const segments = value.split('/')
  const at = segments.lastIndexOf(image.name)
  return at < 0 ? undefined : segments.with(at, '{name}').join('/')
}

function shared(templates: readonly (string | undefined)[]): string | undefined {
  const [first, ...others] = templates
  return others.every((each) => each === first) ? first : undefined
}
