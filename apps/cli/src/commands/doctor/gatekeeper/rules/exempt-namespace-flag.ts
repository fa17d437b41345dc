import { answering, ownNamespaces } from '../manager.ts'
import { IGNORE_LABEL, severityOfExempt } from '../namespaces.ts'
import type { Manager } from '../parts.ts'
import type { Finding, Rule } from '../rule.ts'

/** `pkg/webhook/namespacelabel.go` of Gatekeeper: what the flags name may have the label, which then exempts it. */
export const exemptNamespaceFlag: Rule = {
  code: 'doctor-exempt-namespace-flag',
  about: ['managers'],
  find: ({ managers, validating }) => {
    const own = ownNamespaces(managers, validating)
    return answering(managers).flatMap((each) => [
      ...exempt(each, 'exempt-namespace', own),
      ...exempt(each, 'exempt-namespace-prefix', new Set()),
      ...exempt(each, 'exempt-namespace-suffix', new Set()),
    ])
  },
}

function exempt({ object, path, flags }: Manager, flag: string, own: ReadonlySet<string>): readonly Finding[] {
  const names = (flags.get(flag) ?? []).filter((each) => !own.has(each))
  if (names.length === 0) return []
  const isPattern = flag !== 'exempt-namespace'
  return [
    {
      severity: isPattern ? 'open' : severityOfExempt(names) === 'open' ? 'weak' : 'note',
      object,
      path: `${path} --${flag}`,
      happens: isPattern
        ? `whoever may create a namespace whose name fits ${names.join(', ')} may label it ${IGNORE_LABEL}, and runs any image there`
        : `whoever may label ${names.join(', ')} with ${IGNORE_LABEL} exempts all pods there`,
      cure: `take it out of Helm: controllerManager.${isPattern ? 'exemptNamespacePrefixes and exemptNamespaceSuffixes' : 'exemptNamespaces'}`,
    },
  ]
}
