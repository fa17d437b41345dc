import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

/** Path of a real opa; undefined where nobody named one, and then what needs it is skipped out loud. */
export const OPA: string | undefined = process.env['PAWL_OPA']

export const inRepository = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url))

/** Runs opa as if Gatekeeper's builtin were one of its own. `files` are written to a folder that is `{}` in the arguments. */
export function runOpa(args: readonly string[], files: Readonly<Record<string, string>>): string {
  if (OPA === undefined) throw new Error('PAWL_OPA is not set')
  const folder = mkdtempSync(join(tmpdir(), 'pawl-gatekeeper-rego-'))
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
    const { builtins, ...others }: { readonly builtins: readonly object[] } = JSON.parse(
      execFileSync(OPA, ['capabilities', '--current'], { encoding: 'utf8', maxBuffer: 1 << 26 }),
    )
    const any = { type: 'any' }
    const external = { name: 'external_data', decl: { type: 'function', args: [any], result: any } }
    writeFileSync(join(folder, '.capabilities'), JSON.stringify({ ...others, builtins: [...builtins, external] }))
    const [command = '', ...rest] = args.map((each) => each.replace('{}', folder))
    return execFileSync(OPA, [command, '--capabilities', join(folder, '.capabilities'), ...rest], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}
