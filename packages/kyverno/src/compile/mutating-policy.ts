import { ROUTES } from '../answer/protocol.ts'
import { answerVariables } from '../cel/answer-variables.ts'
import { LISTS, listOf } from '../cel/pod-lists.ts'
import { requestVariables } from '../cel/request-variables.ts'
import { text, texts } from '../cel/text.ts'
import { isList, present } from '../cel/values.ts'
import { LABELS, type Manifest } from './manifest.ts'
import { NO_AUTOGEN, RESOURCE_RULES } from './match-constraints.ts'
import type { CompileOptions, GatewayUrl } from './options.ts'

const MOVING =
  'variables.judged.filter(p,p[2]!=""&&!p[2].matches("@sha256:[0-9a-f]{64}$")).map(p,p[2]).distinct().sort()'

/** Of what is known of a request: nothing is well-formed or not here, because nothing is decided. */
const NEEDED: ReadonlySet<string> = new Set(['spec', 'oldSpec', 'places', 'stood', 'judged'])

/**
 * Replaces tags by digests before anything is judged. It decides nothing: where it fails the object goes on as it was, and the validating policies say
 * what becomes of a tag. Nobody is asked where every reference has a digest.
 */
export function mutatingPolicy(
  gateway: GatewayUrl,
  { excluded, timeout }: Pick<CompileOptions, 'excluded' | 'timeout'>,
): Manifest {
  const url = new URL(ROUTES.pin, gateway.url).href
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'MutatingPolicy',
    metadata: { name: 'pawl-pin', labels: LABELS },
    spec: {
      failurePolicy: 'Ignore',
      webhookConfiguration: { timeoutSeconds: timeout },
      evaluation: { admission: { enabled: true }, background: { enabled: false } },
      autogen: NO_AUTOGEN,
      // An image that another mutation put there later is pinned too.
      reinvocationPolicy: 'IfNeeded',
      matchConstraints: { resourceRules: RESOURCE_RULES },
      variables: [
        ...requestVariables().filter(({ name }) => NEEDED.has(name)),
        {
          name: 'moving',
          expression: excluded.length > 0 ? `request.namespace in ${texts(excluded)}?[]:${MOVING}` : MOVING,
        },
        ...answerVariables({ asks: 'pin', url, profile: '', images: 'variables.moving' }),
        { name: 'pins', expression: pins() },
        { name: 'root', expression: root() },
      ],
      mutations: [{ patchType: 'JSONPatch', jsonPatch: { expression: patch() } }],
    },
  }
}

/** Reference to what replaces it; empty where there is no answer of that many texts. */
function pins(): string {
  const counted = `${present('variables.body', 'pinned', isList)}&&size(variables.body.pinned)==size(variables.moving)`
  return `size(variables.moving)>0&&${counted}?variables.moving.transformMapEntry(i,r,{r:string(variables.body.pinned[i])}):{}`
}

function root(): string {
  const kind = 'request.kind.kind'
  return `${kind}=="Pod"?"/spec":${kind}=="CronJob"?"/spec/jobTemplate/spec/template/spec":${kind}=="PodTemplate"?"/template/spec":"/spec/template/spec"`
}

function patch(): string {
  const lists = LISTS.map((list) => replacements(list, 'image', (at) => `${at}.?image`))
  const volumes = replacements('volumes', 'image/reference', (at) => `${at}.?image.?reference`)
  return [...lists, volumes].join('+')
}

function replacements(list: string, member: string, referenceOf: (at: string) => string): string {
  const items = listOf('variables.spec', list)
  const reference = `${referenceOf(`${items}[i]`)}.orValue("")`
  const path = `variables.root+${text(`/${list}/`)}+string(i)+${text(`/${member}`)}`
  const pinned = `lists.range(size(${items})).filter(i,${reference} in variables.pins)`
  return `${pinned}.map(i,JSONPatch{op:"replace",path:${path},value:variables.pins[${reference}]})`
}
