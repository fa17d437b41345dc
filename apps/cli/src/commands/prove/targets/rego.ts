import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { joinConstants, regoConstants } from '@pawl/policy/prove'
import { Refusal } from '@pawl/setup'
import { bundleFiles } from '../bundle-files.ts'
import { askModule, regoAnswer } from '../module-question.ts'
import { buildBundle, parseRego } from '../opa-binary.ts'
import { MANY_CASES, type Target } from './target.ts'

/** Rego source, built by the operator's own opa. */
export const regoTarget: Target = {
  name: 'rego',
  takes: ({ files }) => files.length > 0,
  open: (options) => {
    const answer = regoAnswer(options)
    const opa = options.opa ?? 'opa'
    const what = options.files.join(', ')
    const { wasm, data } = bundleFiles(buildBundle(opa, answer.entrypoint, options.files), what)
    const trees = options.files.flatMap(regoFiles).map((file) => parseRego(opa, file))
    return {
      what: `${what}, ${answer.ref}`,
      ask: askModule(wasm, data, answer, what),
      constants: joinConstants(trees.map(regoConstants)),
      notes: answer.notes,
      cases: MANY_CASES,
    }
  },
}

/** Of a folder, every .rego below it that is no test. */
function regoFiles(path: string): readonly string[] {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) {
    throw new Refusal('source-unreadable', 'there is no such file or folder', [{ at: path, message: '' }])
  }
  if (!found.isDirectory()) return path.endsWith('.rego') ? [path] : []
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' })
  return names.filter((name) => name.endsWith('.rego') && !name.endsWith('_test.rego')).map((name) => join(path, name))
}
