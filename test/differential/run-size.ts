import process from 'node:process'

/** `PAWL_SIZE=long` for the nightly run; anything else is a word nobody meant. */
export const SIZE: 'short' | 'long' = readSize(process.env['PAWL_SIZE'])

/** `PAWL_SEED` repeats a run. The short size is always the same one; the long size asks new questions each time and prints the seed. */
export const SEED: number = readSeed(process.env['PAWL_SEED'])

/** Minutes that the long size may take for mutants. */
export const MINUTES = 30

function readSize(written: string | undefined): 'short' | 'long' {
  if (written === undefined || written === '' || written === 'short') return 'short'
  if (written === 'long') return written
  throw new TypeError('PAWL_SIZE is short or long')
}

function readSeed(written: string | undefined): number {
  const given = Number(written)
  if (Number.isSafeInteger(given) && given > 0) return given
  return SIZE === 'long' ? Date.now() % 2 ** 31 : 20_261_124
}
