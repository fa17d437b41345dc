import type { Manifest } from '@pawl/kyverno'

/** One text in the expressions of a policy replaced wherever it stands; it must be there. */
export interface Fault {
  readonly what: string
  readonly find: string | RegExp
  readonly replace: string
}

/** Faults of the CEL that would open a door, or hang it wrong. The comparison must notice each. */
export const FAULTS: readonly Fault[] = [
  {
    what: 'an image without an entry is not missed',
    find: 'variables.references.exists(r,!(r in variables.named))',
    replace: 'false',
  },
  {
    what: 'an entry that nobody asked for is judged as if somebody had',
    find: '!(variables.named[k] in variables.references)',
    replace: 'false',
  },
  {
    what: 'an entry from five minutes and one second ahead',
    find: 'variables.now+300.0',
    replace: 'variables.now+301.0',
  },
  {
    what: 'an entry in its last second and one',
    find: '.validUntil)>variables.now',
    replace: '.validUntil)>=variables.now',
  },
  { what: 'a claim that ends now', find: '>variables.now)))', replace: '>=variables.now)))' },
  {
    what: 'an end of a claim that is null',
    find: '(!("expiresAt" in c)||',
    replace: '(!("expiresAt" in c)||c.expiresAt==null||',
  },
  { what: 'a claim of the future', find: '.verifiedAt)+300.0', replace: '.verifiedAt)+301.0' },
  {
    what: 'an age one second too great',
    find: /variables\.now-double\(c\.moment\)<=(\d+)\.0/g,
    replace: 'variables.now-double(c.moment)<=$1.0+1.0',
  },
  { what: 'an age that nobody knows', find: /"moment" in c&&/g, replace: '!("moment" in c)||' },
  { what: 'a number that is not whole', find: '&&double(int(', replace: '||double(int(' },
  { what: 'a claim of any attester', find: /c\.attester in \["[^\]]*\]/g, replace: 'type(c.attester)==string' },
  { what: 'one attester more than once', find: /\.size\(\)>=2/g, replace: '.size()>=1' },
  { what: 'any member of a group', find: /\.all\(b,b\)/g, replace: '.exists(b,b)' },
  {
    what: 'a digest that is revoked',
    find: /!\(variables\.entries\[k\]\.digest in variables\.p\drd\)/g,
    replace: 'true',
  },
  { what: 'a statement that is revoked', find: /!\(c\.statementDigest in variables\.p\drs\)/g, replace: 'true' },
  { what: 'an attester that is revoked', find: /!\(c\.attester in variables\.p\dra\)/g, replace: 'true' },
  { what: 'a signer that is revoked', find: /!\(c\.signer\.id in variables\.p\drg\)/g, replace: 'true' },
  {
    what: 'an exception in its last second and one',
    find: /\|\|variables\.now<(\d+)\.0\)/g,
    replace: '||variables.now<=$1.0)',
  },
  {
    what: 'a configuration in its last second and one',
    find: /variables\.ok&&variables\.now<(\d+)\.0/g,
    replace: 'variables.ok&&variables.now<=$1.0',
  },
  { what: 'a list that covers one name', find: /\.all\(x,/g, replace: '.exists(x,' },
  {
    what: 'a field that is 300 seconds and one ahead',
    find: 'double(e.verifiedAt)+300.0',
    replace: 'double(e.verifiedAt)+301.0',
  },
  {
    what: 'a policy that does not govern an image is asked',
    find: /!variables\.entries\[k\]\.governs\[\d\]\|\|/g,
    replace: 'false||',
  },
]

/** The manifests with the fault; undefined where there is none of the text. */
export function seeded(manifests: readonly Manifest[], { find, replace }: Fault): readonly Manifest[] | undefined {
  const before = JSON.stringify(manifests)
  const after = JSON.stringify(manifests, (name, value: unknown) =>
    name === 'expression' && typeof value === 'string' ? value.replaceAll(find, replace) : value,
  )
  return after === before ? undefined : JSON.parse(after)
}
