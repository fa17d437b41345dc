import { nearestWord } from './nearest-word.ts'

/** The end of a message about a name that is not there: which of `names` was meant, or else what to do. */
export function didYouMean(written: string, names: Iterable<string>, otherwise: string): string {
  const meant = nearestWord(written, names)
  return meant === undefined ? otherwise : `, did you mean ${meant}?`
}
