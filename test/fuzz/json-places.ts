/** What a byte of a JSON text is part of: `verificationMaterial.tlogEntries[0].logIndex`, and which part of that member. */
export interface Place {
  readonly path: string
  readonly part: 'value' | 'name' | 'structure' | 'space'
  /** Of a string: bytes since its opening quotation mark. */
  readonly offset: number
}

const SPACE = new Set([' ', '\t', '\n', '\r'])

/** The place of every byte of a JSON text that is known to be well-formed. */
export function placesOf(bytes: Uint8Array): readonly Place[] {
  // One character a byte: quotation marks and brackets are ASCII, and all else is only counted.
  const walk = new Walk(Buffer.from(bytes).toString('latin1'))
  walk.value('')
  return walk.places
}

class Walk {
  readonly places: Place[] = []
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  value(path: string): void {
    this.#space(path)
    const next = this.#text[this.places.length]
    if (next === '{') this.#members(path)
    else if (next === '[') this.#elements(path)
    else if (next === '"') this.#string(path, 'value')
    else this.#word(path)
    this.#space(path)
  }

  #members(path: string): void {
    this.#mark(path, 'structure')
    while (this.#text[this.places.length] !== '}') {
      this.#space(path)
      const name = /"([^"]*)"/y
      name.lastIndex = this.places.length
      const member = name.exec(this.#text)?.[1] ?? ''
      const at = path === '' ? member : `${path}.${member}`
      this.#string(at, 'name')
      this.#space(at)
      this.#mark(at, 'structure')
      this.value(at)
      if (this.#text[this.places.length] === ',') this.#mark(path, 'structure')
    }
    this.#mark(path, 'structure')
  }

  #elements(path: string): void {
    this.#mark(path, 'structure')
    this.#space(path)
    for (let index = 0; this.#text[this.places.length] !== ']'; index += 1) {
      this.value(`${path}[${index}]`)
      if (this.#text[this.places.length] === ',') this.#mark(path, 'structure')
    }
    this.#mark(path, 'structure')
  }

  #string(path: string, part: 'value' | 'name'): void {
    const string = /"(?:[^"\\]|\\.)*"/sy
    string.lastIndex = this.places.length
    const length = string.exec(this.#text)?.[0].length ?? 0
    if (length === 0) throw new TypeError('not the JSON that was expected')
    for (let offset = 0; offset < length; offset += 1) {
      const quotes = offset === 0 || offset === length - 1
      this.places.push({ path, part: quotes ? 'structure' : part, offset: offset - 1 })
    }
  }

  #word(path: string): void {
    while (/[-+.0-9a-zE]/.test(this.#text[this.places.length] ?? '')) this.#mark(path, 'value')
  }

  #space(path: string): void {
    while (SPACE.has(this.#text[this.places.length] ?? '')) this.#mark(path, 'space')
  }

  #mark(path: string, part: Place['part']): void {
    this.places.push({ path, part, offset: 0 })
  }
}
