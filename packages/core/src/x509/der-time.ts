import { parseInstant } from '@pawl/document'
import { type DerReader, refuseDer } from './der-reader.ts'
import { TAG } from './der-values.ts'

const UTC_TIME = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z$/
const GENERALIZED_TIME = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{0,8}[1-9])?Z$/

/** `Time` of RFC 5280 4.1.2.5, in epoch seconds: UTC, with seconds, without fractions. */
export function readTime(reader: DerReader): number {
  if (reader.next(TAG.generalizedTime)) return readGeneralizedTime(reader, false)
  const [, year, ...rest] = UTC_TIME.exec(ascii(reader.element(TAG.utcTime).content)) ?? []
  // RFC 5280 4.1.2.5.1: two digits mean 1950 to 2049.
  return year === undefined ? refuseDer() : instant(`${Number(year) >= 50 ? '19' : '20'}${year}`, rest)
}

/**
 * GeneralizedTime in epoch seconds. RFC 3161 2.4.2 allows a fraction without trailing zeros; it is cut off, so a time may be read
 * up to one second early and never late.
 */
export function readGeneralizedTime(reader: DerReader, fraction: boolean): number {
  const found = GENERALIZED_TIME.exec(ascii(reader.element(TAG.generalizedTime).content))
  const [, year, month, day, hour, minute, second, digits] = found ?? []
  if (year === undefined || (digits !== undefined && !fraction)) return refuseDer()
  return instant(year, [month, day, hour, minute, second])
}

function instant(year: string, [month, day, hour, minute, second]: readonly (string | undefined)[]): number {
  return parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) ?? refuseDer()
}

function ascii(content: Uint8Array): string {
  return Buffer.from(content).toString('latin1')
}
