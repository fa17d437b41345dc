import type { SourceFile } from './source-tree.ts'
import { child, codeOf, nodesOf } from './syntax.ts'

/** A type assertion in production code. */
export interface Assertion {
  readonly path: string
  /** The type that is asserted; `unknown as X` where it goes by way of another. */
  readonly type: string
}

/** The three places where a trusted type comes to be. Everything that takes one of these types relies on them alone. */
export const MINTS: readonly Assertion[] = [
  { path: 'packages/core/src/reference/subject.ts', type: 'Subject' },
  { path: 'packages/core/src/verification/check-signature.ts', type: 'unknown as SignedPayload' },
  { path: 'packages/core/src/verification/check-authority.ts', type: 'unknown as VerifiedStatement' },
]

/** Type assertions that mint nothing, each with its reason. There is none: a guard says the same and is checked. */
export const OTHER_ASSERTIONS: readonly (Assertion & { readonly reason: string })[] = []

/** Every `x as T`, `<T>x` and `x!`; `as const` asserts nothing. The inner half of `x as unknown as T` is part of the outer. */
export function assertionsOf(file: SourceFile): readonly Assertion[] {
  return nodesOf(file).flatMap((node) => {
    if (node.type === 'TSNonNullExpression') return [{ path: file.path, type: '!' }]
    if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion') return []
    const type = codeText(file, child(node, 'typeAnnotation'))
    if (type === 'const' || node.parent?.type === 'TSAsExpression') return []
    const inner = child(node, 'expression')
    const by = inner?.type === 'TSAsExpression' ? `${codeText(file, child(inner, 'typeAnnotation'))} as ` : ''
    return [{ path: file.path, type: by + type }]
  })
}

function codeText(file: SourceFile, node: ReturnType<typeof child>): string {
  return node === undefined ? '' : codeOf(file, node)
}
