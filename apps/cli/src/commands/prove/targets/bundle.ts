import { readBounded } from '@pawl/sources'
import { bundleFiles } from '../bundle-files.ts'
import { askModule, regoAnswer } from '../module-question.ts'
import { printedWords } from '../printed-words.ts'
import { MANY_CASES, type Target } from './target.ts'

const MAX_BYTES = 64 * 1_048_576

/** A bundle or a module that somebody else built. */
export const bundleTarget: Target = {
  name: 'bundle',
  takes: ({ files }) => files.length === 1 && /\.(wasm|tar\.gz|tgz)$/.test(files[0] ?? ''),
  open: (options) => {
    const [path = ''] = options.files
    const answer = regoAnswer(options)
    const bytes = readBounded(path, MAX_BYTES)
    const { wasm, data } = path.endsWith('.wasm')
      ? { wasm: Uint8Array.from(bytes), data: {} }
      : bundleFiles(bytes, path)
    return {
      what: `${path}, ${answer.ref}`,
      ask: askModule(wasm, data, answer, path),
      constants: printedWords(wasm, data),
      notes: answer.notes,
      cases: MANY_CASES,
    }
  },
}
