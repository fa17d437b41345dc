import type { Fault } from '../engine.ts'

/**
 * Faults that would open a door, or hang it wrong, in the Rego. The comparison must notice each. (`validUntil`
 * is asked for twice, by the entry and by the cap of every bound, so that weakening one of them alone changes nothing.)
 */
export const REGO_FAULTS: readonly Fault[] = [
  {
    file: 'candidates.rego',
    find: 'lesser(image.validUntil, object.get(candidate, "expiresAt", image.validUntil))',
    replace: 'object.get(candidate, "expiresAt", image.validUntil + 9)',
  },
  {
    file: 'input.rego',
    find: 'image.verifiedAt <= input.now + skew',
    replace: 'image.verifiedAt <= (input.now + skew) + 1',
  },
  { file: 'input.rego', find: 'time <= image.verifiedAt + skew', replace: 'time <= (image.verifiedAt + skew) + 1' },
  { file: 'input.rego', find: '\tnot_future(image, moment)\n', replace: '' },
  { file: 'input.rego', find: '\tis_time(object.get(candidate, "expiresAt", image.validUntil))\n', replace: '' },
  {
    file: 'input.rego',
    find: '\tx < 9007199254740992\n\tx == floor(x)\n',
    replace: '\tx < 9007199254740992\n',
  },
  { file: 'input.rego', find: '\tx <= 253402300799\n\tx == floor(x)\n', replace: '\tx <= 253402300799\n' },
  { file: 'decision.rego', find: 'regex.match(pattern.re2, image.repository)', replace: 'is_string(pattern.re2)' },
  {
    file: 'decision.rego',
    find: 'data.pawl.profile.unmatched == "allow"',
    replace: 'data.pawl.profile.unmatched != ""',
  },
  { file: 'decision.rego', find: '\twellformed.shape(image)\n', replace: '' },
  { file: 'decision.rego', find: 'answers(i, p) if governing[i][p]', replace: 'answers(i, _) if governing[i]' },
  // One governing policy that allows would be enough.
  {
    file: 'decision.rego',
    find: 'count(bounds) == sum([count(data.pawl.profile.policies[p].requirements) | some p in policies])',
    replace: 'some p in policies\n\tcount(until[i][p]) == count(data.pawl.profile.policies[p].requirements)',
  },
  { file: 'decision.rego', find: 'count(allowed) == count(input.images)', replace: 'count(allowed) >= 1' },
  { file: 'decision.rego', find: 'array.concat(configuration_bounds, ', replace: 'array.concat([], ' },
  {
    file: 'decision.rego',
    find: 'input.now < data.pawl.profile.validUntil',
    replace: 'input.now <= data.pawl.profile.validUntil',
  },
  { file: 'decision.rego', find: '\tnot image.digest in data.pawl.profile.policies[p].revoked.digests\n', replace: '' },
  { file: 'revoked.rego', find: '\tnot revoked.statements[claim.statementDigest]\n', replace: '' },
  { file: 'revoked.rego', find: '\tnot revoked.attesters[claim.attester]\n', replace: '' },
  { file: 'revoked.rego', find: '\tnot signers[claim.signer.id]\n', replace: '' },
  {
    file: 'revoked.rego',
    find: '(count(policy.revoked.statements) + count(policy.revoked.attesters)) + count(policy.revoked.signers) > 0',
    replace: 'count(policy.revoked.statements) + count(policy.revoked.attesters) > 0',
  },
  { file: 'candidates.rego', find: 'object.get(not_revoked, [i, p], {})', replace: 'object.get(sound, i, {})' },
  {
    file: 'exceptions.rego',
    find: 'lesser(min(untils), image.validUntil)',
    replace: 'lesser(max(untils), image.validUntil)',
  },
  { file: 'exceptions.rego', find: 'lesser(min(untils), image.validUntil)', replace: 'min(untils)' },
  { file: 'exceptions.rego', find: '\t\texception.requirement == name\n', replace: '' },
  { file: 'exceptions.rego', find: '\tbound > input.now\n', replace: '' },
  { file: 'exceptions.rego', find: 'exception.digest == image.digest', replace: 'is_string(exception.digest)' },
  {
    file: 'exceptions.rego',
    find: 'exception.repository == image.repository',
    replace: 'is_string(exception.repository)',
  },
  { file: 'exceptions.rego', find: 'max(array.concat(', replace: 'min(array.concat(' },
  { file: 'nodes.rego', find: 'count(bounds) == count(node.all)', replace: 'count(bounds) > 0' },
  { file: 'nodes.rego', find: 'ranked[count(ranked) - leaf.count]', replace: 'ranked[count(ranked) - 1]' },
  { file: 'nodes.rego', find: ':= age + 1', replace: ':= age' },
  { file: 'nodes.rego', find: 'lesser(lasts, least)', replace: 'lasts' },
  { file: 'pairs.rego', find: 'first == second', replace: 'is_string(second)' },
  { file: 'pairs.rego', find: 'lesser(own, best)', replace: 'own' },
  {
    file: 'field-tests.rego',
    find: 'every name in test.values { name in value }',
    replace: 'some name in test.values\n\tname in value',
  },
  {
    file: 'field-tests.rego',
    find: '\twellformed.not_future(image, value)\n',
    replace: '',
  },
]
