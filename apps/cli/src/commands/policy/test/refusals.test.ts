import { cpSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadEngine } from '@pawl/opa'
import { asRefusal } from '@pawl/setup'
import { describe, expect, it } from 'vitest'
import { program } from '../../../program.ts'

const EXAMPLE = fileURLToPath(new URL('../../../../../../examples/policy-test/', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'pawl-test-refusals-'))
cpSync(EXAMPLE, folder, { recursive: true })
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const HEAD =
  'apiVersion: pawl.dev/v1\nkind: PolicyTest\nmetadata: { name: own }\nspec:\n  trust: trust.yaml\n  policies: [policy.yaml]\n'
const WHOLE = `${HEAD}  cases:
    - name: a case
      now: 2026-01-02T00:00:00Z
      document: good.json
      decision: allow
`
/** What stopped it, with the place in the file. */
async function refusal(text: string): Promise<string> {
  const out = { write: () => undefined, width: 80, paint: (_: string, said: string) => said }
  try {
    let code: number | undefined
    const world = { out, err: out, clock: () => 1_767_312_000, loadOpa: loadEngine }
    await program(world, (done) => {
      code = done
    }).parseAsync(['node', 'pawl', 'policy', 'test', write('own.yaml', text)])
    return `ran: ${code}`
  } catch (error) {
    const { code, lines } = asRefusal(error)
    return `${code} ${lines.map(({ at, message }) => `${at.replaceAll(`${folder}/`, '')} ${message}`).join('; ')}`
  }
}
const at = (place: string, words: string): string =>
  `configuration-invalid own.yaml:${place.replace(': ', ' ')}: ${words}`

describe('a test file that cannot be run', () => {
  it('is none of these', async () => {
    expect(await refusal(WHOLE)).toBe('ran: 0')
    expect(await refusal(WHOLE.replace('allow', 'deny'))).toBe('ran: 1')
  })

  it.each<[string, string, string]>([
    [
      'no decision',
      WHOLE.replace('      decision: allow\n', ''),
      at('8:7: spec.cases[0].decision', 'is missing: every case says what it expects'),
    ],
    ['another decision', WHOLE.replace('allow', 'maybe'), at('11:17: spec.cases[0].decision', 'is not allow or deny')],
    ['no case', `${HEAD}  cases: []\n`, at('7:10: spec.cases', 'is empty: nothing would be tested')],
    ['no now', WHOLE.replace('      now: 2026-01-02T00:00:00Z\n', ''), at('8:7: spec.cases[0].now', 'is missing')],
    [
      'a misspelt member',
      WHOLE.replace('decision: allow', 'decision: allow\n      requirments: {}'),
      at('12:7: spec.cases[0].requirments', 'is not a member that is known here, did you mean requirements?'),
    ],
    [
      'requirements without one',
      `${WHOLE}      requirements: {}\n`,
      at('12:21: spec.cases[0].requirements', 'is empty: nothing would be compared'),
    ],
    [
      'an end of a deny',
      `${WHOLE.replace('allow', 'deny')}      expiresAt: 2026-01-02T00:05:00Z\n`,
      at('12:18: spec.cases[0].expiresAt', 'belongs to an allow: a deny has no end'),
    ],
    [
      'nothing to judge',
      WHOLE.replace('      document: good.json\n', ''),
      at('8:7: spec.cases[0]', 'needs exactly one of images, document'),
    ],
    [
      'evidence of a document',
      `${WHOLE}      evidence: [evidence.jsonl]\n`,
      at('12:17: spec.cases[0].evidence', 'belongs to images: a document has its claims already'),
    ],
    [
      'a state that is none',
      `${WHOLE}      requirements: { built-by-our-ci: unmett }\n`,
      at(
        '12:40: spec.cases[0].requirements."built-by-our-ci"',
        'is not met, by-exception, unmet, or a list of reason codes',
      ),
    ],
    [
      'a reason that is none',
      `${WHOLE}      requirements: { built-by-our-ci: [claim-mising] }\n`,
      at(
        '12:40: spec.cases[0].requirements."built-by-our-ci"',
        'names what is no reason code of docs/codes.md, did you mean claim-missing?',
      ),
    ],
    [
      'no reason',
      `${WHOLE}      requirements: { built-by-our-ci: [] }\n`,
      at('12:40: spec.cases[0].requirements."built-by-our-ci"', 'is an empty list, or names a reason twice'),
    ],
    [
      'a member that is left out on purpose',
      `${WHOLE}      skip: true\n`,
      at('12:7: spec.cases[0].skip', 'is not there on purpose: a case that is not run passes nothing; delete it'),
    ],
    [
      'a requirement that does not exist',
      `${WHOLE}      requirements: { built-by-our-cy: met }\n`,
      at(
        '12:40: spec.cases[0].requirements."built-by-our-cy"',
        'is no requirement of these policies, did you mean built-by-our-ci?',
      ),
    ],
    [
      'a requirement of another policy',
      `${WHOLE}      requirements: { other/built-by-our-ci: met }\n`,
      at('12:46: spec.cases[0].requirements."other/built-by-our-ci"', 'is no requirement of these policies'),
    ],
    [
      'an image that is not there',
      `${WHOLE}      byImage: { "ghcr.io/acme/good:2.0": { decision: allow } }\n`,
      at('12:43: spec.cases[0].byImage."ghcr.io/acme/good:2.0"', 'is the reference of no image of this case'),
    ],
    [
      'nothing of an image',
      `${WHOLE}      byImage: { "ghcr.io/acme/good:1.0": {} }\n`,
      at('12:43: spec.cases[0].byImage."ghcr.io/acme/good:1.0"', 'expects nothing of this image'),
    ],
    [
      'claims that are not there to be taken out',
      `${WHOLE}      without: { claims: [review, sbom] }\n`,
      at('12:35: spec.cases[0].without.claims[1]', 'is the type of no claim here: nothing is taken out'),
    ],
    [
      'an attester who is not there',
      `${WHOLE}      without: { attesters: [nobody] }\n`,
      at('12:30: spec.cases[0].without.attesters[0]', 'made no claim here: nothing is taken out'),
    ],
    [
      'two cases of one name',
      WHOLE + WHOLE.slice(WHOLE.indexOf('    - name')),
      at('7:3: spec.cases', 'have a name twice: a report could not tell them apart'),
    ],
    [
      'a namespace without profiles',
      WHOLE.replace('  cases:', '  namespace: dev\n  cases:'),
      at('4:1: spec', 'has only one of profiles and namespace: they belong together'),
    ],
    [
      'a document that is not there',
      WHOLE.replace('good.json', 'bad.json'),
      'source-unreadable bad.json is it there, and may it be read?',
    ],
    [
      'a document that is none',
      WHOLE.replace('good.json', 'trusted_root.json'),
      'configuration-invalid trusted_root.json: $ write it with pawl input',
    ],
    [
      'a policy that is not there',
      WHOLE.replace('[policy.yaml]', '[no.yaml]'),
      'source-unreadable no.yaml is it there, and may it be read?',
    ],
    ['a trust configuration that is none', WHOLE.replace('trust: trust.yaml', 'trust: policy.yaml'), 'trust-invalid'],
    [
      'a tag',
      WHOLE.replace('document: good.json', 'images: ["ghcr.io/acme/good:1.0"]'),
      'reference-invalid ghcr.io/acme/good:1.0',
    ],
  ])('has %s', async (_, text, expected) => {
    expect((await refusal(text)).slice(0, expected.length)).toBe(expected)
  })
})
