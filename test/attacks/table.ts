/** An attack of the catalogue by its number, and the file of the test that is named after it. */
export type AttackRow =
  | { readonly attack: string; readonly test: string }
  /** The title comes from a row of a table that the test goes through. */
  | { readonly attack: string; readonly test: string; readonly rows: string }

/** Relative to this folder. What an attack is stands in the title of its test. */
const HOSTILE = '../hostile-registry/hostile.test.ts'
const ROWS = '../hostile-registry/attacks.ts'

export const TABLE: readonly AttackRow[] = [
  { attack: 'C01', test: 'binding.test.ts' },
  { attack: 'C02', test: 'asked-for.test.ts' },
  { attack: 'C03', test: 'asked-for.test.ts' },
  { attack: 'C04', test: 'asked-for.test.ts' },
  { attack: 'C05', test: 'binding.test.ts' },
  { attack: 'C06', test: 'binding.test.ts' },
  { attack: 'C07', test: 'binding.test.ts' },
  { attack: 'C08', test: 'binding.test.ts' },
  { attack: 'C09', test: 'binding.test.ts' },
  { attack: 'C10', test: 'labels.test.ts' },
  { attack: 'C11', test: 'labels.test.ts' },
  { attack: 'C12', test: 'subject.test.ts' },
  { attack: 'C13', test: 'subject.test.ts' },
  { attack: 'C14', test: 'subject.test.ts' },
  { attack: 'C15', test: 'subject.test.ts' },
  { attack: 'C16', test: 'subject.test.ts' },
  { attack: 'C17', test: 'subject.test.ts' },
  { attack: 'C18', test: 'subject.test.ts' },
  { attack: 'C19', test: 'subject.test.ts' },
  { attack: 'C20', test: 'binding.test.ts' },
  { attack: 'C21', test: 'log-entry.test.ts' },
  { attack: 'C22', test: 'log-entry.test.ts' },
  { attack: 'C23', test: 'log-entry.test.ts' },
  { attack: 'C24', test: 'log-entry.test.ts' },
  { attack: 'C25', test: 'log-entry.test.ts' },
  { attack: 'C26', test: 'log-entry.test.ts' },
  { attack: 'C27', test: 'verified-time.test.ts' },
  { attack: 'C28', test: 'verified-time.test.ts' },
  { attack: 'C29', test: 'verified-time.test.ts' },
  { attack: 'C30', test: 'verified-time.test.ts' },
  { attack: 'C31', test: 'verified-time.test.ts' },
  { attack: 'C32', test: 'verified-time.test.ts' },
  { attack: 'C33', test: 'log-entry.test.ts' },
  { attack: 'C34', test: 'verified-time.test.ts' },
  { attack: 'C35', test: 'verified-time.test.ts' },
  { attack: 'C36', test: 'roots.test.ts' },
  { attack: 'C37', test: 'roots.test.ts' },
  { attack: 'C38', test: 'roots.test.ts' },
  { attack: 'C39', test: '../tuf/rollback.test.ts' },
  { attack: 'C40', test: '../tuf/rollback.test.ts' },
  { attack: 'C41', test: 'verified-time.test.ts' },
  { attack: 'C42', test: 'identity.test.ts' },
  { attack: 'C43', test: 'identity.test.ts' },
  { attack: 'C44', test: 'identity.test.ts' },
  { attack: 'C45', test: 'identity.test.ts' },
  { attack: 'C46', test: 'identity.test.ts' },
  { attack: 'C47', test: 'identity.test.ts' },
  { attack: 'C48', test: 'identity.test.ts' },
  { attack: 'C49', test: 'identity.test.ts' },
  { attack: 'C52', test: 'keys.test.ts' },
  { attack: 'C53', test: 'keys.test.ts' },
  { attack: 'C54', test: 'keys.test.ts' },
  { attack: 'C55', test: 'keys.test.ts' },
  { attack: 'C56', test: 'identity.test.ts' },
  { attack: 'C57', test: 'identity.test.ts' },
  { attack: 'C58', test: 'keys.test.ts' },
  { attack: 'C59', test: 'malformed.test.ts' },
  { attack: 'C60', test: 'errors.test.ts' },
  { attack: 'C61', test: 'malformed.test.ts' },
  { attack: 'C62', test: HOSTILE, rows: ROWS },
  { attack: 'C63', test: HOSTILE, rows: ROWS },
  { attack: 'C64', test: 'formats.test.ts' },
  { attack: 'C65', test: HOSTILE, rows: ROWS },
  { attack: 'C66', test: 'malformed.test.ts' },
  { attack: 'C67', test: 'log-body.test.ts' },
  { attack: 'C68', test: 'json.test.ts' },
  { attack: 'C69', test: 'json.test.ts' },
  { attack: 'C70', test: 'json.test.ts' },
  { attack: 'C71', test: 'json.test.ts' },
  { attack: 'C72', test: 'encoding.test.ts' },
  { attack: 'C73', test: 'encoding.test.ts' },
  { attack: 'C74', test: 'formats.test.ts' },
  { attack: 'C75', test: 'formats.test.ts' },
  { attack: 'C76', test: 'formats.test.ts' },
  { attack: 'C77', test: 'globs.test.ts' },
  { attack: 'C78', test: 'ambient.test.ts' },
  { attack: 'C79', test: HOSTILE, rows: ROWS },
  { attack: 'C80', test: HOSTILE, rows: ROWS },
  { attack: 'C81', test: 'formats.test.ts' },
  { attack: 'C82', test: HOSTILE, rows: ROWS },
  { attack: 'C83', test: HOSTILE, rows: ROWS },
  { attack: 'C84', test: '../hostile-registry/credentials.test.ts' },
  { attack: 'C85', test: 'references.test.ts' },
  { attack: 'C86', test: 'admission.test.ts' },
  { attack: 'C87', test: 'admission.test.ts' },
  { attack: 'C88', test: 'fail-open.test.ts' },
  { attack: 'C89', test: 'swallowed.test.ts' },
  { attack: 'C90', test: 'admission.test.ts' },
  { attack: 'C92', test: 'cached.test.ts' },
  { attack: 'C93', test: 'tenants.test.ts' },
  { attack: 'C94', test: 'data.test.ts' },
  { attack: 'C95', test: 'data.test.ts' },
  { attack: 'C96', test: 'printed.test.ts' },
]

const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `C${String(from + at).padStart(2, '0')}`)

/**
 * What has to have a row: binding, log and time, identity and keys, parsing, registry, engines. C50 and C51 are about policies, and stand in
 * policy.test.ts; C91 is about exceptions, which the mutants of test/mutants/rows/exemptions.ts open.
 */
export const REQUIRED: readonly string[] = [...numbers(1, 49), ...numbers(52, 90), ...numbers(92, 96)]

/** The numbers that titles in a test file begin with. */
export function titled(source: string): ReadonlySet<string> {
  const titles = source.matchAll(/(?:\b(?:it|describe)|\))\(\s*['"`](C\d{2,3})\b/g)
  return new Set([...titles].map(([, attack]) => attack ?? ''))
}

/** What is wrong with a table, given the source of each test file: `undefined` where there is none. */
export function tableProblems(
  table: readonly AttackRow[],
  sources: ReadonlyMap<string, string>,
  required: readonly string[],
): readonly string[] {
  const attacks = table.map(({ attack }) => attack)
  return [
    ...required.filter((attack) => !attacks.includes(attack)).map((attack) => `${attack} has no row`),
    ...attacks.filter((attack, at) => attacks.indexOf(attack) !== at).map((attack) => `${attack} has two rows`),
    ...attacks.filter((attack) => !required.includes(attack)).map((attack) => `${attack} is no attack of this table`),
    ...table.flatMap((row) => rowProblems(row, sources)),
  ]
}

function rowProblems(row: AttackRow, sources: ReadonlyMap<string, string>): readonly string[] {
  const { attack } = row
  const source = sources.get(row.test)
  if ('rows' in row) return rowsProblems(row, source ?? '', sources.get(row.rows) ?? '')
  if (source === undefined) return [`${attack} names ${row.test}, which is not there`]
  return titled(source).has(attack) ? [] : [`${attack} names ${row.test}, in which no title begins with it`]
}

/** The test reads the table that is named, and the table has a row of that name. */
function rowsProblems(
  { attack, test, rows }: { readonly attack: string; readonly test: string; readonly rows: string },
  source: string,
  table: string,
): readonly string[] {
  const file = rows.slice(rows.lastIndexOf('/') + 1)
  const isRead = source.includes(`from './${file}'`) && source.includes('it.each(')
  return isRead && table.includes(`name: '${attack}: `)
    ? []
    : [`${attack} names ${test}, which reads no row of it in ${rows}`]
}
