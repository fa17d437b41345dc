import { constructed, primitive, sequence } from '../der.ts'
import {
  basicConstraintsCa,
  EKU_ANY,
  EKU_CODE_SIGNING,
  EKU_SERVER_AUTH,
  EKU_TIME_STAMPING,
  extendedKeyUsage,
  extension,
  mayCertify,
  mayOnlySign,
  noAuthority,
  unknownCritical,
} from './certificate-extensions.ts'

export type AuthorityPurpose = 'code-signing' | 'time-stamping' | 'server' | 'any'

const PURPOSES: Readonly<Record<AuthorityPurpose, string>> = {
  'code-signing': EKU_CODE_SIGNING,
  'time-stamping': EKU_TIME_STAMPING,
  server: EKU_SERVER_AUTH,
  any: EKU_ANY,
}

// RFC 5280 4.2.1.6, GeneralName tags.
const NAME_TAGS: Readonly<Record<'email' | 'dns' | 'uri', number>> = { email: 1, dns: 2, uri: 6 }

export interface ConstrainedName {
  /** `other`: an otherName, whose form only its own type knows. */
  readonly kind: 'email' | 'dns' | 'uri' | 'other'
  readonly base: string
}

/** What the certificate of an authority says it may do; unless told, what a Fulcio's says. */
export interface AuthorityShape {
  /** `unsaid`: no basic constraints at all. */
  readonly isAuthority?: false | 'unsaid'
  /** `unsaid`: as many authorities below as there are. */
  readonly pathLength?: number | 'unsaid'
  readonly keyUsage?: 'sign' | 'unsaid'
  readonly purposes?: readonly AuthorityPurpose[]
  readonly permitted?: readonly ConstrainedName[]
  readonly excluded?: readonly ConstrainedName[]
  readonly unknownCritical?: true
}

/** `fallback`: the path length and the purposes of an authority of its place. */
export function shapeExtensions(
  shape: AuthorityShape,
  fallback: Required<Pick<AuthorityShape, 'pathLength' | 'purposes'>>,
): Uint8Array[] {
  const { pathLength = fallback.pathLength, purposes = fallback.purposes } = shape
  return [
    ...keyUsage(shape),
    ...(purposes.length === 0
      ? []
      : [
          extendedKeyUsage(
            purposes.map((each) => PURPOSES[each]),
            false,
          ),
        ]),
    ...basicConstraints(shape, pathLength),
    ...nameConstraints(shape),
    ...(shape.unknownCritical === undefined ? [] : [unknownCritical]),
  ]
}

function keyUsage({ keyUsage }: AuthorityShape): Uint8Array[] {
  if (keyUsage === 'unsaid') return []
  return [keyUsage === 'sign' ? mayOnlySign : mayCertify]
}

function basicConstraints({ isAuthority }: AuthorityShape, pathLength: number | 'unsaid'): Uint8Array[] {
  if (isAuthority === 'unsaid') return []
  if (isAuthority === false) return [noAuthority]
  return [pathLength === 'unsaid' ? basicConstraintsCa() : basicConstraintsCa(pathLength)]
}

/** RFC 5280 4.2.1.10. */
function nameConstraints({ permitted = [], excluded = [] }: AuthorityShape): Uint8Array[] {
  if (permitted.length + excluded.length === 0) return []
  const parts = [permitted, excluded].flatMap((names, tag) =>
    names.length === 0 ? [] : [constructed(tag, ...names.map((name) => sequence(generalName(name))))],
  )
  return [extension('2.5.29.30', sequence(...parts), true)]
}

function generalName({ kind, base }: ConstrainedName): Uint8Array {
  return kind === 'other' ? constructed(0, Buffer.from(base, 'hex')) : primitive(NAME_TAGS[kind], Buffer.from(base))
}
