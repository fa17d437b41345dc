import { describe, expect, it } from 'vitest'
import { SIGSTORE_GO, SIGSTORE_GO_MISSING } from '../oracles/ask-sigstore-go.ts'
import { CORPUS, evidenceOf, filesOf, foldersOf, textsOf } from './corpus-files.ts'
import { type CorpusRow, isAllowed, verdictsOf } from './corpus-row.ts'
import { FOLDERS } from './folders.ts'
import { goVerdicts, oracleVerdict } from './oracle-verdict.ts'
import { judge, pawlVerdict } from './pawl-verdict.ts'

const nameOf = ({ file, at, variant }: CorpusRow): string =>
  `${file}${at === undefined ? '' : ` at ${at}`}${variant === undefined ? '' : ` when ${variant}`}`

if (CORPUS === undefined) {
  describe('the corpus of real attestations', () => {
    it('is not verified when PAWL_CORPUS is not set', (context) => {
      console.log('corpus: SKIPPED, nothing was verified: PAWL_CORPUS names no folder')
      context.skip('PAWL_CORPUS names no folder')
    })
  })
} else {
  describe('the corpus of real attestations', () => {
    it('has a table for every folder', () => {
      expect(FOLDERS.map(({ folder }) => folder)).toEqual(foldersOf())
    })
  })

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
        const accepted = isAllowed(row)
        if (accepted) expect(row.signature).toBe('accept')
        expect(row.because === undefined).toBe(accepted === (row.signature === 'accept'))
      },
    )

    it.each(folder.rows.map((row) => [nameOf(row), row.claim, row] as const))('judges %s: %s', (_, claim, row) => {
      const { verdicts, claims } = pawlVerdict(name, row)
      expect(verdicts).toEqual(verdictsOf(row, evidenceOf(name, row).length))
      expect(claims).toBe(isAllowed(row) ? 1 : 0)
      expect(verdicts.length, String(claim)).toBeGreaterThan(0)
    })

    it.each(folder.rows.map((row) => [nameOf(row), row] as const))(
      'counts %s once when it is there three times',
      (_, row) => {
        expect(judge(name, row, 3).claims).toBe(isAllowed(row) ? 1 : 0)
      },
    )

    it.each(folder.rows.map((row) => [nameOf(row), row.signature, row] as const))(
      'finds the oracle to say of the signature of %s: %s',
      (_, signature, row) => {
        expect(oracleVerdict(name, row)).toBe(row.oracle?.answers ?? signature)
      },
    )

    it('finds sigstore-go to say of every file what its row says', (context) => {
      if (SIGSTORE_GO === undefined) {
        console.log(`corpus ${name}: ${SIGSTORE_GO_MISSING}`)
        context.skip('PAWL_SIGSTORE_GO names no binary')
      }
      const found = goVerdicts(name, folder.rows)
      expect(folder.rows.map((row, index) => [nameOf(row), ...(found[index] ?? [])])).toEqual(
        folder.rows.map((row) => [nameOf(row), ...textsOf(`${name}/${row.file}`, row.at).map(() => row.sigstoreGo)]),
      )
    })

    it('prints what it counted', () => {
      const files = new Set(folder.rows.map(({ file }) => file)).size
      const allowed = folder.rows.filter(isAllowed).length
      const signed = folder.rows.filter(({ signature }) => signature === 'accept').length
      const others = Object.keys(folder.others).length
      console.log(
        `corpus ${name}: ${files} evidence files, ${folder.rows.length} rows; signature accepted ${signed}, refused ${folder.rows.length - signed}; ` +
          `claims ${allowed}, none ${folder.rows.length - allowed}; @sigstore/verify differs in ${folder.rows.filter(({ oracle }) => oracle !== undefined).length}, ` +
          `sigstore-go in ${folder.rows.filter(({ signature, sigstoreGo }) => (signature === 'accept') !== (sigstoreGo === 'accept')).length}; ${others} other files`,
      )
      expect(files + others).toBe(filesOf(name).length)
    })
  })
}
