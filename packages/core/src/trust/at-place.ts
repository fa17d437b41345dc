import { Fault } from '../fault.ts'

/** What is wrong with a file is said of the member that names it: nobody looks for the line of a path alone. */
export function atPlace<T>(place: string, file: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    throw new Fault(error.code, error.message, inFile(error, file), place)
  }
}

function inFile({ code, at }: Fault, file: string): string {
  // The disk names the path that was looked for; a root is large, and has places of its own.
  if (code === 'source-unreadable') return at
  return code === 'trusted-root-invalid' && at !== 'root' ? `${file}: ${at}` : file
}
