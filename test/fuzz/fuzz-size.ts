/** `PAWL_SIZE=long` for the nightly run; anything else is a word nobody meant. */
export const SIZE: 'short' | 'long' = readSize(process.env['PAWL_SIZE'])

/** `PAWL_SEED` repeats a run; unless told, every run is the same one. */
export const SEED: number = Number.parseInt(process.env['PAWL_SEED'] ?? '20260102', 10)

function readSize(written: string | undefined): 'short' | 'long' {
  if (written === undefined || written === '' || written === 'short') return 'short'
  if (written === 'long') return written
  throw new TypeError('PAWL_SIZE is short or long')
}
