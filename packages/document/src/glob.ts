import { isBoundedText } from './bounded-text.ts'

/**
 * The one pattern language of the house: `*` is any run without `/`, `**` any run at all, everything else literal.
 * Always anchored at both ends. Never given to RegExp: six stars cost it 21 seconds (C42, C77).
 */
export function isGlob(value: unknown): value is string {
  return isBoundedText(value, 256) && value !== '' && !value.includes('***')
}

const STAR = 0x2a
const SLASH = 0x2f

/** Whether `text` matches, in time proportional to the product of the lengths: two pointers, two places to come back to. */
export function globMatches(glob: string, text: string): boolean {
  const match: Match = { at: 0, pattern: 0, star: undefined, starStar: undefined }
  for (;;) {
    if (glob.charCodeAt(match.pattern) === STAR) openStar(match, glob)
    else if (isOver(match, glob, text)) return true
    else if (match.at < text.length && text.charCodeAt(match.at) === glob.charCodeAt(match.pattern)) {
      match.at += 1
      match.pattern += 1
    } else if (!comeBack(match, text)) return false
  }
}

interface Match {
  at: number
  pattern: number
  /** The last `*`: how much of the text it has taken, and the pattern behind it. */
  star: Retry | undefined
  /** The last `**`, to which the match returns when the `*` behind it can take no more. */
  starStar: Retry | undefined
}

interface Retry {
  at: number
  readonly pattern: number
}

/** Both are at their end, or only the pattern: two stars there take all that is left. */
function isOver({ at, pattern, starStar }: Match, glob: string, text: string): boolean {
  return pattern === glob.length && (at === text.length || starStar?.pattern === pattern)
}

function openStar(match: Match, glob: string): void {
  if (glob.charCodeAt(match.pattern + 1) === STAR) {
    match.pattern += 2
    match.starStar = { at: match.at, pattern: match.pattern }
    match.star = undefined
  } else {
    match.pattern += 1
    match.star = { at: match.at, pattern: match.pattern }
  }
}

/** Lets the last star take one character more. False when none can. */
function comeBack(match: Match, text: string): boolean {
  const { star, starStar } = match
  if (star !== undefined && star.at < text.length && text.charCodeAt(star.at) !== SLASH) {
    star.at += 1
    match.at = star.at
    match.pattern = star.pattern
    return true
  }
  if (starStar === undefined || starStar.at >= text.length) return false
  starStar.at += 1
  match.at = starStar.at
  match.pattern = starStar.pattern
  match.star = undefined
  return true
}

/** The same glob for engines with RE2: `(?s)^...$` with the 14 metacharacters escaped. */
export function globToRe2(glob: string): string {
  return `(?s)^${glob.replace(/\*\*|\*|[\\.+?()|[\]{}^$]/g, (part) => {
    if (part === '**') return '.*'
    return part === '*' ? '[^/]*' : `\\${part}`
  })}$`
}
