import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { CompiledProfile, Outcome } from '@pawl/policy'
import { type Mutation, mutate } from './opa-eval.ts'
import { sha256 } from './outcome-text.ts'

const POLICY = fileURLToPath(new URL('../../packages/policy', import.meta.url))

type Judge = (document: unknown, profile: CompiledProfile) => Outcome

/** Loads a changed copy of the evaluator's source from a folder of its own and hands it to `use`. */
export async function withMutatedEvaluator<T>(mutation: Mutation, use: (judge: Judge) => T): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'pawl-mutant-'))
  try {
    cpSync(join(POLICY, 'src'), join(folder, 'src'), { recursive: true })
    symlinkSync(join(POLICY, 'node_modules'), join(folder, 'node_modules'))
    mutate(join(folder, 'src'), mutation)
    const mutant: typeof import('@pawl/policy') = await import(pathToFileURL(join(folder, 'src/index.ts')).href)
    return use((document, profile) =>
      mutant.outcomeOf(mutant.decide(document, mutant.identifyProfile(profile, sha256))),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
}
