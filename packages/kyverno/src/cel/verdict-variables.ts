import { type CompiledProfile, effectiveMode, type Mode } from '@pawl/policy'
import { documentVariables } from './document-variables.ts'
import { policyVariables } from './policy-variables.ts'
import { allOf, texts } from './text.ts'
import type { Variable } from './variable.ts'
import { type Length, printable } from './words.ts'

/** What a policy of Kyverno says about a request that was asked about: CEL, true where it is accepted; and words for where it is not. */
export interface Verdict {
  readonly variables: readonly Variable[]
  readonly accepted: string
  /** CEL, a string. */
  readonly words: string
}

/**
 * Whether nobody denies in one mode. A policy denies in the weaker of its mode and that of its profile; what is refused as a whole is denied by the profile
 * itself, in its own mode. So the Kyverno policy for that mode has to be there, whatever modes the policies have.
 */
export function isOfProfile(profile: CompiledProfile, mode: Mode): boolean {
  return profile.mode === mode
}

/** In decision mode the gateway has said it for each mode. */
export function decisionVerdict(profile: CompiledProfile, mode: Mode): Verdict {
  const said = `"accepted" in variables.body&&type(variables.body.accepted)==map&&"${mode}" in variables.body.accepted`
  const yes = `(${said}&&type(variables.body.accepted.${mode})==bool&&variables.body.accepted.${mode}==true)`
  return {
    variables: [
      { name: 'answered', expression: 'size(variables.body)>0' },
      { name: 'reasons', expression: reasons() },
    ],
    accepted: isOfProfile(profile, mode) ? allOf([yes, ...tagsOf(mode)]) : `(!variables.answered||${yes})`,
    words: `variables.answered?(variables.reasons!=""?variables.reasons:(${yes}?"tag-not-pinned":"unexplained")):variables.code`,
  }
}

function reasons(): string {
  const said = `"reasons" in variables.body&&type(variables.body.reasons)==list?variables.body.reasons:dyn([])`
  return `(${said}).filter(r,type(r)==string).map(r,${printable('string(r)', 160)}).join("; ")`
}

const PINNED = '"^[^@]+@sha256:[0-9a-f]{64}$"'

/** A tag can be moved after it was judged. The gateway says so too; whoever speaks for it cannot take it back. */
function tagsOf(mode: Mode): readonly string[] {
  const free = `"ungoverned" in variables.body&&type(variables.body.ungoverned)==list&&r in variables.body.ungoverned`
  return mode === 'enforce' ? [`variables.references.all(r,r.matches(${PINNED})||(${free}))`] : []
}

/** Where the policies are here: `variables.document` is the document, whoever made it. */
export function documentVerdict(profile: CompiledProfile, mode: Mode, length: Length): Verdict {
  const all = profile.policies.flatMap(({ name, requirements }) => requirements.map((each) => `${name}/${each.name}`))
  const own = profile.policies.flatMap((policy, at) =>
    effectiveMode(profile, policy) === mode ? [policyVariables(policy, at)] : [],
  )
  const rows = own.flatMap(({ requirements }) => requirements)
  const whole = isOfProfile(profile, mode)
  const variables = [
    ...documentVariables(profile),
    ...own.flatMap((each) => each.variables),
    { name: 'rows', expression: `[${rows.map(({ variable }) => `variables.${variable}`).join(',')}]` },
    { name: 'own', expression: texts(rows.map(({ name }) => name)) },
    { name: 'all', expression: texts(all) },
    { name: 'denials', expression: denials(whole, rows.length) },
  ]
  return {
    variables,
    accepted: accepted(
      whole,
      mode,
      rows.map(({ variable }) => variable),
    ),
    words: words(length),
  }
}

/** Every requirement of every governing policy is met by every entry, and the entries are those of the request. */
function accepted(whole: boolean, mode: Mode, rows: readonly string[]): string {
  const met = rows.map((row) => `size(variables.${row})==size(variables.images)&&variables.${row}.all(b,b)`)
  if (!whole) return `(!variables.ok||${allOf(met)})`
  return allOf([
    'variables.ok',
    '!variables.missing',
    'size(variables.entries)>0',
    'size(variables.entries)==size(variables.images)',
    'variables.entries.all(e,!e.whole)',
    ...met,
    ...(mode === 'enforce' ? [`variables.references.all(r,${isFixed('r')})`] : []),
  ])
}

/** A tag can be moved after it was judged. An image that no policy governs is the business of another control. */
function isFixed(reference: string): string {
  return `(${reference}.matches(${PINNED})||variables.ix.exists(k,variables.named[k]==${reference}&&variables.entries[k].free))`
}

/** [index, names of what is unmet], for the request itself with index -1, and for each entry. */
function denials(whole: boolean, rows: number): string {
  const ofRequest = whole ? '(!variables.ok||variables.missing?variables.all:[])' : '[]'
  const unmet =
    rows === 0 ? '[]' : 'lists.range(size(variables.own)).filter(j,!variables.rows[j][k]).map(j,variables.own[j])'
  const ofEntry = `variables.entries[k].whole?${whole ? 'variables.all' : '[]'}:${unmet}`
  return `([["-1"]+${ofRequest}]+variables.ix.map(k,[string(k)]+(${ofEntry}))).filter(d,size(d)>1)`
}

function words({ names: most }: Length): string {
  const reference = printable('variables.named[int(d[0])]', 200)
  const names = `(size(d)<=${most + 1}?d.slice(1,size(d)):d.slice(1,${most + 1})+["and more"])`
  const denied = `variables.denials.map(d,"#"+d[0]+(d[0]=="-1"?"":" "+${reference})+": "+${names}.join(", ")).join("; ")`
  const trouble = 'size(variables.body)==0?variables.code:"document-malformed"'
  return `(variables.ok?"":(${trouble})+"; ")+(size(variables.denials)>0?${denied}:"tag-not-pinned")`
}
