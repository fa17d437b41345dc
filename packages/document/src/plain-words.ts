const EXPECTED: ReadonlyMap<string, string> = new Map([
  ['string', 'text'],
  ['int', 'a whole number'],
  ['number', 'a whole number'],
  ['array', 'a list, [a, b] or a line with "- " for each'],
  ['object', 'members, one "name: value" on each line'],
  ['record', 'members, one "name: value" on each line'],
])
const RECEIVED: ReadonlyMap<string, string> = new Map([
  ['null', 'empty'],
  ['string', 'text'],
  ['number', 'a number'],
  ['boolean', 'true or false'],
  ['array', 'a list'],
  ['object', 'members'],
])
const EXACT = 'larger than 9007199254740991, which no engine reads exactly: write it as text, in quotes'

/** What a schema says of its own, in words of ours with what to write instead. Words that are ours already stay as they are. */
export function plainWords(message: string): string {
  if (message.endsWith('received undefined')) return 'is missing: write it here'
  const [, expected, received] = /^Invalid input: expected (\w+), received (\w+)$/.exec(message) ?? []
  if (expected !== undefined) return wrongType(expected, received ?? '')
  const [, bound] = /^Too (?:big|small): expected (?:int|number) to be [<>]=(-?\d+)$/.exec(message) ?? []
  if (bound !== undefined) return wrongNumber(message, bound)
  const [, most, unit] = /^Too big: expected \w+ to have <=(\d+) (\w+)$/.exec(message) ?? []
  return most === undefined ? message : `has more than ${most} ${unit === 'items' ? 'entries' : unit}`
}

function wrongType(expected: string, received: string): string {
  const wanted = EXPECTED.get(expected) ?? expected
  if (expected === 'int' && received === 'number') return 'has a fraction: write a whole number'
  const quote = expected === 'string' && (received === 'number' || received === 'boolean')
  const found = RECEIVED.get(received) ?? 'something else'
  return `is ${found}: write ${wanted}${quote ? ', in quotes if it is meant as text' : ''}`
}

function wrongNumber(message: string, bound: string): string {
  if (bound.endsWith('9007199254740991')) return message.startsWith('Too big') ? `is ${EXACT}` : 'is too small'
  return message.startsWith('Too big') ? `is more than ${bound}` : `is less than ${bound}`
}
