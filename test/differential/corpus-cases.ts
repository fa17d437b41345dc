import { publicGoodRoot } from '@pawl/sources'
import { corpusDocument, textsOf } from '../corpus/corpus-files.ts'
import type { CorpusRow } from '../corpus/corpus-row.ts'
import { FOLDERS } from '../corpus/folders.ts'
import { digestOf, pemOf } from '../corpus/pawl-verdict.ts'
import type { Case } from './scene.ts'

/** Every piece of evidence of the corpus under the trust of its row, but for rows whose trust is none. */
export function corpusCases(): readonly Case[] {
  const root = publicGoodRoot()
  return FOLDERS.flatMap(({ folder, rows }) =>
    rows
      .filter(({ claim, layerOf }) => layerOf === undefined && !String(claim).startsWith('fault '))
      .flatMap((row) => casesOf(folder, row, root)),
  )
}

function casesOf(folder: string, row: CorpusRow, publicGood: Uint8Array): readonly Case[] {
  const { attester } = row
  const scene = {
    root: row.root === 'public-good' ? publicGood : corpusDocument(row.root),
    subject: digestOf(folder, row),
    ...('key' in attester ? { key: pemOf(folder, attester.key) } : {}),
  }
  return textsOf(`${folder}/${row.file}`, row.at).map((bytes) => ({
    name: `${folder}/${row.file} ${row.at ?? ''} ${row.variant ?? ''}`,
    scene,
    bytes,
  }))
}
