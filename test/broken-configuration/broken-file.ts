import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { renderRefusal } from '../../apps/cli/src/output/render-refusal.ts'
import { program } from '../../apps/cli/src/program.ts'

const here = fileURLToPath(new URL('.', import.meta.url))
const KINDS = ['policies', 'trust', 'profiles'] as const

/** 2026-01-02T00:00:00Z: exceptions in the files end after it. */
const NOW = 1_767_312_000

/** A configuration with one slip, and where a person sees it: the lines with `# <- here, column N`. */
export interface BrokenFile {
  readonly kind: (typeof KINDS)[number]
  /** `policies/misspelt-member.yaml`. */
  readonly name: string
  readonly text: string
  /** `line:column`, in the order of the file. */
  readonly places: readonly string[]
}

export function brokenFiles(): readonly BrokenFile[] {
  return KINDS.flatMap((kind) =>
    readdirSync(`${here}${kind}`)
      .toSorted()
      .map((file) => read(kind, `${kind}/${file}`)),
  )
}

function read(kind: BrokenFile['kind'], name: string): BrokenFile {
  const text = readFileSync(`${here}${name}`, 'utf8')
  const places = text.split('\n').flatMap((line, index) => {
    const [, column] = /# <- here, column (\d+)$/.exec(line) ?? []
    return column === undefined ? [] : [`${index + 1}:${column}`]
  })
  return { kind, name, text, places }
}

/** What the broken files are made from, by the words of the command line that judges it. */
export function goodFiles(): BrokenFile {
  return { kind: 'profiles', name: 'good/profiles.yaml', text: '', places: [] }
}

/** The words of `pawl check` for one subject that nobody says anything about, with the broken file in its place. */
export function commandLine({ kind, name }: BrokenFile): readonly string[] {
  const given = (of: BrokenFile['kind'], good: string): string => `${here}${of === kind ? name : `good/${good}`}`
  const profiles = kind === 'profiles' ? ['--profiles', given('profiles', 'profiles.yaml'), '--namespace', 'prod'] : []
  const subject = `sha256:${'a'.repeat(64)}`
  return [
    'check',
    subject,
    '--trust',
    given('trust', 'trust.yaml'),
    '--policy',
    given('policies', 'policy.yaml'),
    ...profiles,
  ]
}

export interface Shown {
  /** What the command returned; undefined where it threw, which `main` ends with 2. */
  readonly code: number | undefined
  /** What a person reads, with paths from this folder on. */
  readonly stderr: string
}

/** The real command line, from its words to what it prints. */
export async function show(words: readonly string[]): Promise<Shown> {
  const lines: string[] = []
  let code: number | undefined
  const stream = {
    write: (text: string) => void lines.push(text),
    width: 100,
    paint: (_: string, text: string) => text,
  }
  const world = {
    out: stream,
    err: stream,
    clock: () => NOW,
    loadOpa: () => Promise.reject(new Error('nothing is judged here')),
  }
  try {
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', ...words])
  } catch (error) {
    renderRefusal(error, stream)
  }
  return { code, stderr: lines.join('\n').replaceAll(here, '') }
}
