import { LIMITS } from '@pawl/document'
import { allOf, double, text } from './text.ts'
import { isInteger, isList, isMap, isTime, present } from './values.ts'
import type { Variable } from './variable.ts'

/** What a summary must say to be read at all (model, "Signed image summary"). */
export interface SummaryPins {
  /** The cluster or fleet that it is for. */
  readonly audience: string
  /** Name of the trust configuration by which it was verified, and the least revision of that. */
  readonly trust: string
  readonly minRevision: number
  /** Seconds that it counts after it was verified, at most: the delay of a change of trust. */
  readonly maxAge: number
}

const SEGMENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const LABEL = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?'
const REFERENCE = `^((?:${LABEL}(?:\\.${LABEL})+|localhost)(?::[1-9][0-9]{0,4})?(?:/${SEGMENT})+)(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?@sha256:([0-9a-f]{64})$`
/** Other spellings of a registry: a policy matches the canonical one, and CEL has no reader of references that could be the house's. */
const ALIASES = '^(?:(?:index|registry-1)\\.docker\\.io/|docker\\.io/[^/]+@|docker\\.io/[^/]+:|[^/]*:443/)'

/**
 * `document`, made of ImageSummary resources and the clock of this machine. CEL cannot verify the seal of a summary: whoever may write the resource may
 * admit. A resource that is absent is an error, which denies; a summary that is not this image's, not for this audience or too old makes a malformed
 * entry, which has every requirement unmet.
 */
export function summaryVariables(pins: SummaryPins): readonly Variable[] {
  return [
    {
      name: 'canonical',
      expression: `variables.references.all(r,r.matches(${text(REFERENCE)})&&!r.matches(${text(ALIASES)}))`,
    },
    { name: 'hexes', expression: 'variables.references.map(r,r.substring(size(r)-64))' },
    {
      name: 'repositories',
      expression: `variables.references.map(r,regex.replace(r.split("@")[0],":[A-Za-z0-9_][A-Za-z0-9_.-]*$",""))`,
    },
    { name: 'statements', expression: `variables.hexes.map(h,${statementOf('h')})` },
    { name: 'sealed', expression: `lists.range(size(variables.references)).map(k,${isSummary(pins)})` },
    { name: 'document', expression: documentOf(pins) },
    { name: 'body', expression: 'dyn({})' },
    {
      name: 'code',
      expression:
        'variables.canonical?"summary-malformed":(variables.references.all(r,r.contains("@"))?"reference-not-canonical":"tag-not-pinned")',
    },
  ]
}

function statementOf(hex: string): string {
  const resource = `resource.Get("pawl.dev/v1","imagesummaries","","sha256-"+${hex})`
  return `json.unmarshal(string(base64.decode(string(${resource}.spec.envelope.payload))))`
}

function isSummary({ audience, trust, minRevision }: SummaryPins): string {
  const statement = 'variables.statements[k]'
  const predicate = `${statement}.predicate`
  const is = (expected: string) => (value: string) => `${value}==${text(expected)}`
  return allOf([
    isMap(statement),
    present(statement, '_type', is('https://in-toto.io/Statement/v1')),
    present(statement, 'predicateType', is('https://pawl.dev/image-summary/v1')),
    present(statement, 'subject', isList),
    `size(${statement}.subject)==1`,
    `${statement}.subject[0].digest.sha256==variables.hexes[k]`,
    present(statement, 'predicate', isMap),
    present(predicate, 'audience', is(audience)),
    present(predicate, 'trust', isMap),
    present(`${predicate}.trust`, 'name', is(trust)),
    present(`${predicate}.trust`, 'revision', (value) => `${isInteger(value)}&&${value}>=${double(minRevision)}`),
    present(predicate, 'verifiedAt', isTime),
    present(predicate, 'validUntil', isTime),
    present(predicate, 'claims', isList),
  ])
}

function documentOf({ maxAge }: SummaryPins): string {
  const predicate = 'variables.statements[k].predicate'
  const aged = `double(${predicate}.verifiedAt)+${double(maxAge)}`
  const name = 'variables.repositories[k].split("/")'
  const entry = [
    '"reference":dyn(variables.references[k])',
    '"repository":dyn(variables.repositories[k])',
    `"name":dyn(${name}[size(${name})-1])`,
    '"digest":dyn("sha256:"+variables.hexes[k])',
    `"verifiedAt":dyn(${predicate}.verifiedAt)`,
    `"validUntil":dyn(double(${predicate}.validUntil)<${aged}?double(${predicate}.validUntil):${aged})`,
    `"claims":dyn(${predicate}.claims)`,
  ]
  const images = `lists.range(size(variables.references)).map(k,variables.sealed[k]?dyn({${entry.join(',')}}):dyn({"reference":variables.references[k]}))`
  const members = [
    '"apiVersion":dyn("pawl.dev/v1")',
    '"kind":dyn("AttestationInput")',
    '"now":dyn(double(int(time.now())))',
    `"images":dyn(${images})`,
  ]
  // Nothing is read for a reference that no summary can be found for.
  return `variables.canonical&&size(variables.references)<=${LIMITS.images}?dyn({${members.join(',')}}):dyn({})`
}
