/** How much a message says. Kyverno puts it into the answer to the user, into events and into reports. */
export interface Length {
  /** Of unmet requirements of one image. */
  readonly names: number
  /** Of characters. */
  readonly characters: number
}

export const LENGTH: Length = { names: 8, characters: 1000 }

/** A text of the request or of the gateway, for terminals, logs and pages: ASCII alone, without what begins markup (C96). `value` is CEL. */
export function printable(value: string, most: number): string {
  const cut = `(size(${value})<=${most}?${value}:${value}.substring(0,${most}))`
  return `regex.replace(${cut},"[^ -%'-;=?-~]","?")`
}

/** Formatting decides nothing: Kyverno evaluates a message after the verdict. */
export function bounded(message: string, { characters }: Length): string {
  return `cel.bind(words,${message},size(words)<=${characters}?words:words.substring(0,${characters})+" ...")`
}
