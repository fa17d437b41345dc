import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type RegoFile, regoLibrary } from '@pawl/opa'

/** Where the template judges: by itself over the document that the provider gives, or by relaying what the gateway decided. */
export type Asks = 'document' | 'decision'

const REGO = fileURLToPath(new URL('../../rego', import.meta.url))

/** The Rego of a template: its own package, and the libraries that it needs. The interpreter is that of @pawl/opa, byte for byte. */
export function readRego(asks: Asks): { readonly template: RegoFile; readonly libraries: readonly RegoFile[] } {
  const [template] = filesIn('template')
  if (template === undefined) throw new Error('the Rego of this package is not there: install @pawl/gatekeeper again')
  const needed = regoLibrary().filter(({ path }) => asks === 'document' || path === 'pawl/input.rego')
  return {
    template,
    libraries: [...needed, ...filesIn('gatekeeper'), ...filesIn(asks)].filter((file) => isNeeded(file, asks)),
  }
}

/** The profile is read by the interpreter alone. */
function isNeeded({ path }: RegoFile, asks: Asks): boolean {
  return asks === 'document' || path !== 'gatekeeper/profile.rego'
}

function filesIn(folder: string): readonly RegoFile[] {
  return readdirSync(join(REGO, folder))
    .filter((name) => name.endsWith('.rego'))
    .sort()
    .map((name) => ({ path: `${folder}/${name}`, text: readFileSync(join(REGO, folder, name), 'utf8') }))
}
