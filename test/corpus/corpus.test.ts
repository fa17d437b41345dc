import { describe, expect, it } from 'vitest'
import { CORPUS, filesOf, piecesOf } from './corpus-files.ts'
import type { CorpusFolder, CorpusRow } from './corpus-row.ts'
import { oracleVerdict } from './oracle-verdict.ts'
import { judge, pawlVerdict } from './pawl-verdict.ts'
import { CONFORMANCE } from './rows-conformance.ts'
import { GITHUB_ATTESTATIONS } from './rows-github-attestations.ts'
import { SLSA_BUNDLE } from './rows-slsa-bundle.ts'

const FOLDERS: readonly CorpusFolder[] = [SLSA_BUNDLE, GITHUB_ATTESTATIONS, CONFORMANCE]
const nameOf = ({ file, variant }: CorpusRow): string => (variant === undefined ? file : `${file} when ${variant}`)

if (CORPUS === undefined) {
  describe('the corpus of real attestations', () => {
    it('is not verified when PAWL_CORPUS is not set', (context) => {
      console.log('corpus: SKIPPED, nothing was verified: PAWL_CORPUS names no folder')
      context.skip('PAWL_CORPUS names no folder')
    })
  })
} else {
  describe.each(FOLDERS.map((folder) => [folder.folder, folder] as const))('the corpus folder %s', (name, folder) => {
    it('has a row or a description for every file, and a file for every row', () => {
      const described = [...new Set(folder.rows.map(({ file }) => file)), ...Object.keys(folder.others)].sort()
      expect(described).toEqual(filesOf(name))
    })

    it('has no two rows for the same question', () => {
      expect(new Set(folder.rows.map(nameOf)).size).toBe(folder.rows.length)
    })

    it.each(folder.rows.map((row) => [nameOf(row), row] as const))(
      'has a reason in the row %s where the verdicts differ',
      (_, row) => {
        const accepted = row.claim.startsWith('allowed ')
        if (accepted) expect(row.signature).toBe('accept')
        expect(row.because === undefined).toBe(accepted === (row.signature === 'accept'))
      },
    )

    it.each(folder.rows.map((row) => [nameOf(row), row.claim, row] as const))('judges %s: %s', (_, claim, row) => {
      const { verdicts, claims } = pawlVerdict(name, row)
      const faulty = claim.startsWith('fault ')
      expect(verdicts).toEqual(faulty ? [claim] : piecesOf(`${name}/${row.file}`).map(() => claim))
      expect(claims).toBe(claim.startsWith('allowed ') ? 1 : 0)
    })

    it.each(folder.rows.map((row) => [nameOf(row), row] as const))(
      'counts %s once when it is there three times',
      (_, row) => {
        expect(judge(name, row, 3).claims).toBe(row.claim.startsWith('allowed ') ? 1 : 0)
      },
    )

    it.each(folder.rows.map((row) => [nameOf(row), row.signature, row] as const))(
      'finds the oracle to say of the signature of %s: %s',
      (_, signature, row) => {
        expect(oracleVerdict(name, row)).toBe(row.oracle?.answers ?? signature)
      },
    )

    it('prints what it counted', () => {
      const files = new Set(folder.rows.map(({ file }) => file)).size
      const allowed = folder.rows.filter(({ claim }) => claim.startsWith('allowed ')).length
      const signed = folder.rows.filter(({ signature }) => signature === 'accept').length
      const others = Object.keys(folder.others).length
      console.log(
        `corpus ${name}: ${files} evidence files, ${folder.rows.length} rows; signature accepted ${signed}, refused ${folder.rows.length - signed}; ` +
          `claims ${allowed}, none ${folder.rows.length - allowed}; oracle differs in ${folder.rows.filter(({ oracle }) => oracle !== undefined).length}; ${others} other files`,
      )
      expect(files + others).toBe(filesOf(name).length)
    })
  })
}
