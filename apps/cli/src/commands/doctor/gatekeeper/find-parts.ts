import { listOf, member, namesOf, textOf } from '../../../members.ts'
import { type ClusterObject, groupOf } from './cluster-object.ts'
import { isManager, managerOf } from './manager.ts'
import type { Seen, Webhook } from './parts.ts'

/** By the names and paths of Gatekeeper's own manifests. A webhook that was renamed is known by where it leads. */
const VALIDATION = { name: 'validation.gatekeeper.sh', path: '/v1/admit' }
const LABEL_GUARD = { name: 'check-ignore-label.gatekeeper.sh', path: '/v1/admitlabel' }
const MUTATION = { name: 'mutation.gatekeeper.sh', path: '/v1/mutate' }

const PAWL_KIND = 'PawlAttestations'
const MUTATORS = ['Assign', 'AssignImage', 'ModifySet']

/** Sorts objects by what they are to Gatekeeper and to Pawl. Everything else is passed over. */
export function findParts(objects: readonly ClusterObject[]): Seen {
  const of = (kind: string, group: string) => objects.filter((each) => each.kind === kind && groupOf(each) === group)
  const validating = of('ValidatingWebhookConfiguration', 'admissionregistration.k8s.io').flatMap(webhooksOf)
  const mutating = of('MutatingWebhookConfiguration', 'admissionregistration.k8s.io').flatMap(webhooksOf)
  const allTemplates = of('ConstraintTemplate', 'templates.gatekeeper.sh')
  const templates = allTemplates.filter((each) => isOfPawl(each) || kindMadeBy(each) === PAWL_KIND)
  const kinds = new Set([PAWL_KIND, ...templates.map(kindMadeBy)])
  const mutators = MUTATORS.flatMap((kind) => of(kind, 'mutations.gatekeeper.sh'))
  const pins = mutators.filter((each) => each.kind === 'Assign' && asksPawl(each))
  return {
    validating: validating.filter((each) => leadsTo(each, VALIDATION)),
    labelGuards: validating.filter((each) => leadsTo(each, LABEL_GUARD)),
    mutating: mutating.filter((each) => leadsTo(each, MUTATION)),
    otherMutating: mutating.filter((each) => !leadsTo(each, MUTATION)),
    managers: of('Deployment', 'apps').filter(isManager).map(managerOf),
    providers: of('Provider', 'externaldata.gatekeeper.sh').filter(isOfPawl),
    templates,
    otherTemplates: allTemplates.filter((each) => !templates.includes(each)),
    constraints: objects.filter((each) => groupOf(each) === 'constraints.gatekeeper.sh' && kinds.has(each.kind)),
    pins,
    otherMutators: mutators.filter((each) => !pins.includes(each)),
    configs: of('Config', 'config.gatekeeper.sh'),
    namespaces: of('Namespace', ''),
  }
}

function webhooksOf(object: ClusterObject): readonly Webhook[] {
  return listOf(object.value, 'webhooks').map((value, index) => ({ object, path: `webhooks[${index}]`, value }))
}

function leadsTo(
  { object, value }: Webhook,
  { name, path }: { readonly name: string; readonly path: string },
): boolean {
  if (textOf(value, 'name') === name) return true
  const service = member(value, 'clientConfig', 'service')
  const isOfGatekeeper =
    textOf(service, 'name') === 'gatekeeper-webhook-service' ||
    textOf(object.value, 'metadata', 'labels', 'gatekeeper.sh/system') === 'yes'
  const url = textOf(value, 'clientConfig', 'url') ?? ''
  return isOfGatekeeper && (textOf(service, 'path') === path || url.endsWith(path))
}

/** Everything that Pawl writes has the label; the names are those of its manifests, in case somebody took it off. */
function isOfPawl({ name, value }: ClusterObject): boolean {
  return (
    textOf(value, 'metadata', 'labels', 'app.kubernetes.io/managed-by') === 'pawl' ||
    namesOf(value, 'metadata', 'annotations').some((each) => each.startsWith('pawl.dev/')) ||
    name === 'pawl' ||
    name.startsWith('pawl-')
  )
}

/** The kind of the constraints of a template. */
function kindMadeBy({ value }: ClusterObject): string {
  return textOf(value, 'spec', 'crd', 'spec', 'names', 'kind') ?? ''
}

function asksPawl(assign: ClusterObject): boolean {
  const provider = textOf(assign.value, 'spec', 'parameters', 'assign', 'externalData', 'provider')
  return provider !== undefined && (isOfPawl(assign) || provider === 'pawl' || provider.startsWith('pawl-'))
}
