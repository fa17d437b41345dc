import { builtInClaim, CLAIM_TYPES, type WrittenTrust } from '@pawl/core'
import { builtInField } from './predicate-fields.ts'
import { distinct, slug } from './slug.ts'

type WrittenSummary = NonNullable<WrittenTrust['spec']['summaries']>[number]

/** What a predicate type becomes, and the field for what stands at a path of it. */
export interface Reading {
  readonly predicateType: string
  readonly claim: string
  /** The field that holds the text, number or `true` there. Undefined where the claim has none. */
  readonly fieldAt: (path: readonly string[]) => string | undefined
  /** Whether `maxAge` counts from the time there, or the field that holds it as a time. */
  readonly timeAt: (path: readonly string[]) => 'moment' | { readonly field: string } | undefined
  /** Whether the statement itself says when it was made. */
  readonly hasMoment: () => boolean
}

const MAX_FIELDS = 32

interface Growing {
  readonly claim: string
  readonly fields: Map<string, string>
  moment: string | undefined
}

/** Predicate types as claims: those of the house as they are, others by summaries that grow with what is asked of them. */
export class SummaryBook {
  readonly #growing = new Map<string, Growing>()

  readingOf(predicateType: string): Reading {
    const claim = builtInClaim(predicateType)
    return claim === undefined ? this.#custom(predicateType) : builtIn(predicateType, claim)
  }

  /** Those of the claims that are asked for. */
  written(claims: ReadonlySet<string>): readonly WrittenSummary[] {
    return [...this.#growing]
      .filter(([, { claim }]) => claims.has(claim))
      .map(([predicateType, { claim, fields, moment }]) => ({
        predicateType,
        claim,
        ...(moment === undefined ? {} : { moment }),
        fields: Object.fromEntries([...fields].map(([pointer, field]) => [field, pointer])),
      }))
  }

  #custom(predicateType: string): Reading {
    const growing = this.#growing.get(predicateType) ?? this.#begin(predicateType)
    return {
      predicateType,
      claim: growing.claim,
      fieldAt: (path) => fieldOf(growing, path),
      timeAt: (path) => (momentOf(growing, path) ? 'moment' : undefined),
      hasMoment: () => growing.moment !== undefined,
    }
  }

  #begin(predicateType: string): Growing {
    const taken = new Set<string>([...CLAIM_TYPES, ...[...this.#growing.values()].map(({ claim }) => claim)])
    const claim = distinct(slug(predicateType, 'statement'), (name) => taken.has(name))
    const begun: Growing = { claim, fields: new Map(), moment: undefined }
    this.#growing.set(predicateType, begun)
    return begun
  }
}

function builtIn(predicateType: string, claim: string): Reading {
  return {
    predicateType,
    claim,
    fieldAt: (path) => {
      const found = builtInField(predicateType, path)
      return found?.is === 'value' ? found.field : undefined
    },
    timeAt: (path) => {
      const found = builtInField(predicateType, path)
      if (found === undefined || found.is === 'value') return undefined
      return found.is === 'moment' ? 'moment' : { field: found.field }
    },
    hasMoment: () => true,
  }
}

function pointerOf(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function fieldOf({ fields }: Growing, path: readonly string[]): string | undefined {
  const pointer = pointerOf(path)
  const known = fields.get(pointer)
  if (known !== undefined) return known
  if (fields.size >= MAX_FIELDS || path.some((name) => name === '')) return undefined
  const names = [...fields.values()]
  let field = camelCase(path)
  for (let n = 2; names.includes(field); n += 1) field = `${camelCase(path)}${n}`
  fields.set(pointer, field)
  return field
}

/** One moment for all that is asked of a type: two would be two ages. */
function momentOf(growing: Growing, path: readonly string[]): boolean {
  growing.moment ??= pointerOf(path)
  return growing.moment === pointerOf(path)
}

/** `result.has-passed` to `resultHasPassed`. */
function camelCase(path: readonly string[]): string {
  const words = path.flatMap((name) => name.split(/[^A-Za-z0-9]+/)).filter((word) => word !== '')
  const joined = words
    .map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join('')
  return (/^[A-Za-z]/.test(joined) ? joined : `field${joined}`).slice(0, 58)
}
