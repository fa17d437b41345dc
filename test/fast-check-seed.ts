import process from 'node:process'
import fc from 'fast-check'

// The short size asks the same questions every time, so that a red run is about the change and not about luck; the long size asks
// new ones. A failure prints its seed, and PAWL_SEED asks them again.
const given = Number(process.env['PAWL_SEED'])
const seed =
  Number.isSafeInteger(given) && given > 0
    ? given
    : process.env['PAWL_SIZE'] === 'long'
      ? Date.now() % 2 ** 31
      : 20261123
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
