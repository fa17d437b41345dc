import type { Mutant } from '../mutant.ts'

type Change = Pick<Mutant, 'name' | 'find' | 'replace'> & { readonly in: string }

/** Of `apps/cli/src/commands/doctor/gatekeeper`. */
const CHANGES: readonly Change[] = [
  {
    name: 'what was not seen is closed',
    in: 'doctor.ts',
    find: 'return notSeen.length === 0 && !findings',
    replace: 'return !findings',
  },
  {
    name: 'an installation of nothing is closed',
    in: 'doctor.ts',
    find: 'if (!isRecognised(objects)) {',
    replace: 'if (objects.length < 0) {',
  },
  {
    name: 'what is said to be absent is not asked about though it is there',
    in: 'examine.ts',
    find: 'RULES.filter(({ about }) => !about.some(missing))',
    replace: 'RULES.filter(({ about }) => !about.some((part) => missing(part) || absent.has(part)))',
  },
  {
    name: 'any failurePolicy but Ignore fails closed',
    in: 'webhook.ts',
    find: "policy === 'Fail' || (policy === undefined",
    replace: "policy !== 'Ignore' || (policy === undefined",
  },
  {
    name: 'a star takes in subresources',
    in: 'webhook.ts',
    find: "(sub === '*' && written.includes('/'))",
    replace: "written === '*'",
  },
  {
    name: 'a rule for what lies in no namespace takes in pods',
    in: 'webhook.ts',
    find: "      ['*', resource.scope].includes(textOf(rule, 'scope') ?? '*') &&\n",
    replace: '',
  },
  {
    name: 'a selector that cannot be read leaves nothing out',
    in: 'webhook.ts',
    find: '/^match(Labels|Expressions)$/.test(each) && isEmpty(member(selector, each))',
    replace: 'isEmpty(member(selector, each)) || !/^match(Labels|Expressions)$/.test(each)',
  },
  {
    name: 'no namespaces at all are those of the cluster itself',
    in: 'namespaces.ts',
    find: "names.length > 0 && names.every((each) => SYSTEM.has(each)) ? 'weak' : 'open'",
    replace: "names.some((each) => each.startsWith('kube-')) ? 'weak' : 'open'",
  },
  {
    name: 'whatever has the label runs Gatekeeper',
    in: 'manager.ts',
    find: 'return isNamed && containersOf(value).some(runsManager)',
    replace: 'return isNamed',
  },
  {
    name: 'a switch that is not false is true',
    in: 'manager.ts',
    find: "return ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(value)",
    replace: "return value !== 'false'",
  },
  {
    name: 'of two flags the first counts',
    in: 'manager.ts',
    find: 'return flags.get(name)?.at(-1)',
    replace: 'return flags.get(name)?.[0]',
  },
  {
    name: 'a time that cannot be read is short',
    in: 'rules/response-cache.ts',
    find: 'seconds === undefined || seconds > MOST_SECONDS',
    replace: 'seconds !== undefined && seconds > MOST_SECONDS',
  },
  {
    name: 'a mode that is none enforces nothing',
    in: 'constraint.ts',
    find: "return mode === 'warn' || mode === 'audit' ? mode : 'enforce'",
    replace: "return mode === 'warn' || mode === 'enforce' ? mode : 'audit'",
  },
  {
    name: 'a scoped action denies wherever it is',
    in: 'rules/constraint-action.ts',
    find: "listOf(each, 'enforcementPoints').some((point) => WEBHOOK.includes(textOf(point, 'name') ?? ''))",
    replace: "listOf(each, 'enforcementPoints').length > 0 && WEBHOOK.length > 0",
  },
  {
    name: 'a guard of the label that fails open guards it',
    in: 'rules/ignore-label-unguarded.ts',
    find: '    failsClosed(guard) &&\n',
    replace: '',
  },
  {
    name: 'a spec that is no JSON has the digest beside it',
    in: 'rules/template-changed.ts',
    find: 'stated !== undefined && stated !== specDigest',
    replace:
      "stated !== undefined && stated !== (specDigest(member(value, 'spec')) ?? stated) && stated !== specDigest",
  },
]

/** Doors that doctor would no longer see. */
export const DOCTOR: readonly Mutant[] = CHANGES.map(({ in: name, ...each }) => ({
  ...each,
  file: `apps/cli/src/commands/doctor/gatekeeper/${name}`,
  caughtBy: 'tests',
  suites: ['apps/cli/src/commands/doctor', 'test/engines/gatekeeper-doctor'],
}))
