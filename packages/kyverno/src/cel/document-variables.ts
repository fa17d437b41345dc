import { LIMITS } from '@pawl/document'
import type { CompiledProfile } from '@pawl/policy'
import { allOf, anyOf, double, text } from './text.ts'
import { absentOr, isList, isMap, isString, isTime, present } from './values.ts'
import type { Variable } from './variable.ts'

const SKEW = double(LIMITS.skew)

/**
 * The document (`variables.document`, of any type) as what policies read: `ok`, `now`, and an entry for each of its images. An entry says whether it is
 * refused as a whole, let by, governed by each policy, and may be judged; its claims are those that are well-formed and count. References of the request
 * are in `variables.references`.
 */
export function documentVariables(profile: CompiledProfile): readonly Variable[] {
  return [
    { name: 'ok', expression: isDocument() },
    { name: 'now', expression: 'variables.ok?double(variables.document["now"]):0.0' },
    { name: 'live', expression: isLive(profile.validUntil) },
    { name: 'images', expression: 'variables.ok?variables.document.images:dyn([])' },
    { name: 'shapes', expression: `variables.images.map(i,${shape('i')})` },
    // A loop over numbers, because CEL has no other way to walk several lists at once.
    { name: 'ix', expression: 'lists.range(size(variables.images))' },
    {
      name: 'named',
      expression: `variables.images.map(i,${allOf([isMap('i'), present('i', 'reference', isString)])}?i.reference:"")`,
    },
    { name: 'entries', expression: entries(profile) },
    { name: 'missing', expression: 'variables.references.exists(r,!(r in variables.named))' },
  ]
}

function isDocument(): string {
  const document = 'variables.document'
  return allOf([
    isMap(document),
    present(document, 'apiVersion', (value) => `${value}=="pawl.dev/v1"`),
    present(document, 'kind', (value) => `${value}=="AttestationInput"`),
    present(document, 'now', isTime),
    present(document, 'images', isList),
    'size(variables.document.images)>0',
    `size(variables.document.images)<=${LIMITS.images}`,
  ])
}

/** An old configuration holds old lists of what is revoked (C113). */
function isLive(validUntil: CompiledProfile['validUntil']): string {
  return validUntil === 'unlimited' ? 'variables.ok' : `variables.ok&&variables.now<${double(validUntil)}`
}

/** An entry that says which image it is; its digest may be absent, but not wrong. */
function shape(image: string): string {
  const named = (value: string): string => `${isString(value)}&&${value}!=""`
  return allOf([
    isMap(image),
    present(image, 'reference', named),
    present(image, 'repository', named),
    absentOr(image, 'digest', isDigest),
    present(image, 'verifiedAt', isTime),
    present(image, 'validUntil', isTime),
    present(image, 'claims', isList),
    `size(${image}.claims)<=${LIMITS.claims}`,
  ])
}

function isDigest(value: string): string {
  return `(${isString(value)}&&${value}.matches("^sha256:[0-9a-f]{64}$"))`
}

function entries(profile: CompiledProfile): string {
  const image = 'variables.images[k]'
  const governs = profile.policies.map(({ images }) =>
    allOf(['variables.shapes[k]', anyOf(images.map(({ re2 }) => `${image}.repository.matches(${text(re2)})`))]),
  )
  const free = profile.unmatched === 'allow' ? '!g.exists(x,x)' : 'false'
  const whole = `!variables.live||!variables.shapes[k]||${isForeign(image)}||(!g.exists(x,x)&&!${free})`
  const judge = allOf([
    'variables.live',
    'variables.shapes[k]',
    `"digest" in ${image}`,
    `double(${image}.verifiedAt)<=variables.now+${SKEW}`,
    `double(${image}.validUntil)>variables.now`,
  ])
  const member = (name: string, otherwise: string): string =>
    `"${name}":dyn(variables.shapes[k]&&"${name}" in ${image}?${image}.${name}:${otherwise})`
  const members = [
    `"whole":dyn(${whole})`,
    `"free":dyn(variables.live&&variables.shapes[k]&&!${isForeign(image)}&&${free})`,
    '"governs":dyn(g)',
    `"judge":dyn(${judge})`,
    member('digest', 'dyn("")'),
    member('repository', 'dyn("")'),
    member('name', 'dyn(false)'),
    member('verifiedAt', 'dyn(0.0)'),
    `"claims":dyn(${judge}?${image}.claims.filter(c,${isSound('c', image)}):dyn([]))`,
  ]
  return `variables.ix.map(k,cel.bind(g,[${governs.join(',')}],{${members.join(',')}}))`
}

/** Nobody asked for it (law L7), or its digest is not the one that its reference names. */
function isForeign(image: string): string {
  const other = `${image}.reference.matches("@sha256:[0-9a-f]{64}$")&&"digest" in ${image}&&!${image}.reference.endsWith("@"+${image}.digest)`
  return `(!(variables.named[k] in variables.references)||(variables.shapes[k]&&${other}))`
}

/** A claim that may count, whatever is asked of it. */
function isSound(claim: string, image: string): string {
  const notFuture = (value: string): string =>
    `(${isTime(value)}&&double(${value})<=double(${image}.verifiedAt)+${SKEW})`
  return allOf([
    isMap(claim),
    present(claim, 'type', isString),
    present(claim, 'attester', isString),
    present(claim, 'statementDigest', isString),
    present(claim, 'summary', isMap),
    absentOr(claim, 'moment', notFuture),
    absentOr(claim, 'expiresAt', (value) => `(${isTime(value)}&&double(${value})>variables.now)`),
  ])
}
