import { styleText } from 'node:util'

/** What a command prints to: the only thing it knows about the terminal. */
export interface Terminal {
  readonly write: (text: string) => void
  /** Columns; 100 where it is not a terminal. */
  readonly width: number
  readonly paint: (colour: 'green' | 'red' | 'yellow' | 'dim' | 'bold', text: string) => string
}

/** Colours are left out by `styleText` itself where the stream is no terminal or NO_COLOR is set. */
export function terminal(stream: NodeJS.WriteStream): Terminal {
  return {
    write: (text) => {
      stream.write(`${text}\n`)
    },
    width: stream.columns > 40 ? stream.columns : 100,
    paint: (colour, text) => styleText(colour, text, { stream }),
  }
}
