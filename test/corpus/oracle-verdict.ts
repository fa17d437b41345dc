import { publicGoodRoot } from '@pawl/sources'
import { askSigstoreGo } from '../oracles/ask-sigstore-go.ts'
import { sigstoreJsAccepts } from '../oracles/ask-sigstore-js.ts'
import type { Demands, Question, QuestionKey } from '../oracles/question.ts'
import { corpusBytes, corpusDocument, textsOf } from './corpus-files.ts'
import type { CorpusRow, RowKeys } from './corpus-row.ts'
import { pemOf } from './pawl-verdict.ts'

/** What @sigstore/verify says of a file. It is accepted if every piece of evidence in it is. */
export function oracleVerdict(folder: string, row: CorpusRow): 'accept' | 'reject' {
  const questions = questionsOf(folder, row)
  return questions.length > 0 && questions.every(sigstoreJsAccepts) ? 'accept' : 'reject'
}

/** What sigstore-go says of every piece of evidence in every row. */
export function goVerdicts(folder: string, rows: readonly CorpusRow[]): readonly (readonly string[])[] {
  const questions = rows.map((row) => questionsOf(folder, row))
  const answers = askSigstoreGo(questions.flat())
  let next = 0
  return questions.map((each) => each.map(() => answers[next++]?.verdict ?? 'nothing'))
}

/** The same for both. */
export function questionsOf(folder: string, row: CorpusRow): readonly Question[] {
  const { file, at, root, attester } = row
  const shared = {
    root: root === 'public-good' ? publicGoodRoot() : corpusDocument(root),
    demands: demandsOf(row),
    ...('key' in attester ? { key: keyOf(folder, attester) } : {}),
    ...artifactOf(folder, row),
  }
  return textsOf(`${folder}/${file}`, at).map((bundle) => ({ ...shared, bundle }))
}

/** A Sigstore without logs demands none; a key has no certificate whose log could be asked. */
function demandsOf({ rootWithoutLogs, attester }: CorpusRow): Demands {
  const logs = rootWithoutLogs === true ? 0 : 1
  return { logs, scts: 'key' in attester ? 0 : logs, times: 1 }
}

function keyOf(folder: string, { key, validUntil }: RowKeys): QuestionKey {
  return { pem: pemOf(folder, key), ...(validUntil === undefined ? {} : { validUntil: Date.parse(validUntil) / 1000 }) }
}

/** For signatures over bytes. An envelope is asked for its signature alone: what it says is Pawl's business. */
function artifactOf(folder: string, { file, at, subject }: CorpusRow): Pick<Question, 'artifact' | 'digest'> {
  const isMessage = textsOf(`${folder}/${file}`, at).some((piece) => Buffer.from(piece).includes('"messageSignature"'))
  if (!isMessage) return {}
  if ('digest' in subject) return { digest: subject.digest.replace('sha256:', '') }
  return { artifact: 'text' in subject ? Buffer.from(subject.text) : corpusBytes(`${folder}/${subject.artifact}`) }
}
