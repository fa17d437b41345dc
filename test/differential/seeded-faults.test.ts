import * as core from '@pawl/core'
import { describe, expect, it } from 'vitest'
import { type SeededFault, withFaultyCore } from '../fuzz/faulty-core.ts'
import { ROWS } from '../mutants/rows.ts'
import { SIGSTORE_GO, SIGSTORE_GO_MISSING } from '../oracles/ask-sigstore-go.ts'
import { attachmentCases } from './attachment-cases.ts'
import { askOracles, type Difference, differencesIn } from './compare.ts'
import { forgedCases } from './forged-cases.ts'
import { knownDifference } from './known-differences.ts'
import { mutatedCases } from './mutated-cases.ts'
import { type CoreUnderTest, ourVerdict } from './our-verdict.ts'
import { signedCases } from './signed-cases.ts'
import { statementCases } from './statement-cases.ts'

const SOURCE = 'packages/core/src/'

/** Rows of test/mutants: checks taken out of the core, one at a time. The oracles must notice each, without any expectation of ours. */
const FAULTS = [
  'a signature counts by being there',
  'the signature of a certificate is not verified',
  'a certificate need not be signed by its issuer',
  'a certificate has no window',
  'a certificate may sign whatever it is for',
  'an unknown critical extension is no matter',
  'the name constraints of an authority are not asked',
  'an authority may have expired',
  'the signature of a certificate log is not verified',
  'an inclusion proof is not verified',
  'a checkpoint need not be signed',
  'a promise that does not verify is no matter',
  'a log entry may be about anything',
  'a log entry may be of another key',
  'a timestamp may be of other bytes',
  'a timestamp need not be signed',
  'one entry twice is two',
  'a statement may be about something else',
] as const

/** Faults that show only behind the signature of somebody who is trusted, or beside an envelope. */
const BEHIND: readonly SeededFault[] = [
  {
    name: 'an extension may be there twice',
    file: 'x509/extensions.ts',
    find: 'if (extensions.has(oid) || extensions.size',
    replace: 'if (extensions.size',
  },
  {
    name: 'a serial number may be negative',
    file: 'x509/certificate.ts',
    find: 'if ((serial[0] ?? 0x80) >= 0x80)',
    replace: 'if (serial.length === 0)',
  },
  {
    name: 'a checkpoint may be of any origin',
    file: 'sigstore/checkpoint.ts',
    find: 'if (!isOrigin || !isSigned(',
    replace: 'if (!isSigned(',
  },
  {
    name: 'the size of a tree may be written in any way',
    file: 'sigstore/checkpoint.ts',
    find: 'if (!SIZE.test(size) || !Number.isSafeInteger(treeSize)',
    replace: 'if (!Number.isSafeInteger(treeSize)',
  },
  {
    name: 'a body in an annotation may be of anything',
    file: 'sigstore/log-body.ts',
    find: "isSame(decodeBase64(signature['signature']), material.signature) &&",
    replace: '',
  },
]

function faultOf(name: string): SeededFault {
  const row = ROWS.find((each) => each.name === name)
  if (row === undefined || !row.file.startsWith(SOURCE)) throw new TypeError(`no mutant of the core is named ${name}`)
  return { name, file: row.file.slice(SOURCE.length), find: row.find, replace: row.replace }
}

if (SIGSTORE_GO === undefined) {
  describe('a fault seeded into a copy of the core', () => {
    it('is not looked for when PAWL_SIGSTORE_GO is not set', (context) => {
      console.log(`differential, seeded faults: ${SIGSTORE_GO_MISSING}`)
      context.skip('PAWL_SIGSTORE_GO names no binary')
    })
  })
} else {
  describe('a fault seeded into a copy of the core', { timeout: 600_000 }, () => {
    const cases = [
      ...forgedCases(),
      ...mutatedCases(600, 1),
      ...statementCases(200, 1),
      ...signedCases(420, 1),
      ...attachmentCases(150, 1),
    ]
    const good = cases.map((asked) => ourVerdict(core, asked).level)

    /** Only what the fault let further than before: about the rest the oracles have been asked. */
    function found(faulty: CoreUnderTest): readonly Difference[] {
      const changed = cases.flatMap((asked, index) => {
        const ours = ourVerdict(faulty, asked)
        return ours.level === good[index] || ours.level === 'refused' ? [] : [{ asked, ours }]
      })
      return differencesIn(askOracles(changed)).filter((difference) => knownDifference(difference) === undefined)
    }

    it('is none in the core as it is', () => {
      expect(found(core)).toEqual([])
    })

    const faults = [...FAULTS.map(faultOf), ...BEHIND]
    it.each(faults.map((fault) => [fault.name, fault] as const))('is noticed when %s', async (name, fault) => {
      const differences = await withFaultyCore(fault, found)
      const by = (of: Difference['of']): number => differences.filter((each) => each.of === of).length
      console.log(
        `differential, seeded: ${name}: noticed by @sigstore/verify in ${by('@sigstore/verify')}, by sigstore-go in ${by('sigstore-go')}`,
      )
      expect(differences.length).toBeGreaterThan(0)
    })
  })
}
