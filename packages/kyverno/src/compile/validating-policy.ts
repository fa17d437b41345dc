import type { CompiledProfile, Mode, ProfileTable } from '@pawl/policy'
import { ROUTES } from '../answer/protocol.ts'
import { answerVariables } from '../cel/answer-variables.ts'
import { mineVariable } from '../cel/namespace-variable.ts'
import { requestVariables } from '../cel/request-variables.ts'
import { summaryVariables } from '../cel/summary-variables.ts'
import type { Variable } from '../cel/variable.ts'
import { decisionVerdict, documentVerdict, isOfProfile } from '../cel/verdict-variables.ts'
import { bounded } from '../cel/words.ts'
import { LABELS, type Manifest } from './manifest.ts'
import { NO_AUTOGEN, RESOURCE_RULES } from './match-constraints.ts'
import { objectName } from './object-name.ts'
import type { CompileOptions, Judged } from './options.ts'

/** What Kyverno does with what fails, and with a webhook that cannot be reached, by the mode. */
const ACTIONS: Readonly<Record<Mode, { readonly action: string; readonly failure: string }>> = {
  enforce: { action: 'Deny', failure: 'Fail' },
  // A cluster that only warns must not stop where Kyverno does.
  warn: { action: 'Warn', failure: 'Ignore' },
  audit: { action: 'Audit', failure: 'Ignore' },
}

/** The policy for one profile and one mode in which somebody can deny. */
export function validatingPolicy(
  profile: CompiledProfile,
  mode: Mode,
  table: ProfileTable,
  options: CompileOptions,
): Manifest {
  const { judged, excluded, length } = options
  const verdict = judged.asks === 'decision' ? decisionVerdict(profile, mode) : documentVerdict(profile, mode, length)
  const variables = [
    mineVariable(profile.name, table, excluded),
    ...requestVariables(),
    ...evidenceVariables(profile, judged),
    ...verdict.variables,
  ]
  const { action, failure } = ACTIONS[mode]
  return {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: { name: objectName(profile, mode), labels: LABELS },
    spec: {
      validationActions: [action],
      failurePolicy: failure,
      webhookConfiguration: { timeoutSeconds: options.timeout },
      evaluation: { admission: { enabled: true }, background: { enabled: options.background } },
      autogen: NO_AUTOGEN,
      matchConstraints: { resourceRules: RESOURCE_RULES },
      variables,
      validations: [
        {
          // A condition chooses, and takes no error for a value; `||` would.
          expression: `variables.mine?(variables.wellFormed?(size(variables.judged)==0?true:${verdict.accepted}):${!isOfProfile(profile, mode)}):true`,
          messageExpression: bounded(
            `"pawl: "+(variables.wellFormed?(${verdict.words}):(size(variables.unseen)>0?"image-unseen":"images-missing"))`,
            length,
          ),
        },
      ],
    },
  }
}

/** Where what is judged comes from. */
function evidenceVariables(profile: CompiledProfile, judged: Judged): readonly Variable[] {
  if (judged.asks === 'resource') return summaryVariables(judged.summaries)
  const url = new URL(ROUTES[judged.asks], judged.gateway.url).href
  const answer = answerVariables({ asks: judged.asks, url, profile: profile.name, images: 'variables.references' })
  const document = { name: 'document', expression: '"document" in variables.body?variables.body.document:dyn({})' }
  return judged.asks === 'document' ? [...answer, document] : answer
}
