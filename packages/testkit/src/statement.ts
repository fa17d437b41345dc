export type StatementVersion = 'https://in-toto.io/Statement/v1' | 'https://in-toto.io/Statement/v0.1'

export interface StatementSubject {
  readonly name?: string
  readonly digest: Readonly<Record<string, string>>
}

export interface StatementParts {
  readonly subject: readonly StatementSubject[]
  readonly predicateType: string
  readonly predicate: unknown
  readonly type?: StatementVersion
}

export interface TestStatement {
  readonly _type: StatementVersion
  readonly subject: readonly StatementSubject[]
  readonly predicateType: string
  readonly predicate: unknown
}

/** An in-toto Statement, v1 unless told. Nothing is checked: a test may want a bad one. */
export function statement(parts: StatementParts): TestStatement {
  return {
    _type: parts.type ?? 'https://in-toto.io/Statement/v1',
    subject: parts.subject,
    predicateType: parts.predicateType,
    predicate: parts.predicate,
  }
}

export const encodeStatement = (unsigned: object): Uint8Array => Buffer.from(JSON.stringify(unsigned), 'utf8')
