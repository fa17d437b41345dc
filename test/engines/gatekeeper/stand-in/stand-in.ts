import { readFileSync } from 'node:fs'
import { constraintResource, providerResource, templateResource } from '../cluster/resources.ts'
import type { KubeObject } from '../harness.ts'
import type { Installation, Mode, TemplateUnderTest, Times } from '../situations/template-under-test.ts'

const REGO = readFileSync(new URL('template.rego', import.meta.url), 'utf8')
const ACTIONS: Readonly<Record<Mode, 'deny' | 'warn' | 'dryrun'>> = { enforce: 'deny', warn: 'warn', audit: 'dryrun' }

/** Until packages/gatekeeper is there: a template for decision mode, written for this suite, so that the suite can be run. */
export const STAND_IN: TemplateUnderTest = {
  answers: 'decision',
  manifests: (installation) => ({
    provider: providerResource('pawl', installation.provider),
    template: templateResource({
      kind: 'PawlAttestations',
      parameters: { mode: { type: 'string', enum: ['enforce', 'warn', 'audit'] } },
      rego: `${REGO}\n${tableOf(installation)}`,
    }),
    constraints: installation.modes.map((mode) =>
      constraintResource({
        kind: 'PawlAttestations',
        name: `pawl-${mode}`,
        enforcementAction: ACTIONS[mode],
        parameters: { mode },
      }),
    ),
  }),
  yes: (key, times) => itemValue(key, times, true),
  no: (key, times) => itemValue(key, times, false),
}

const tableOf = ({ profiles, strictest }: Installation): string =>
  `profiles := ${JSON.stringify(Object.fromEntries(profiles))}\n\nstrictest := ${JSON.stringify(strictest)}\n`

const itemValue = (key: string, { now, validUntil }: Times, yes: boolean): KubeObject => ({
  schema: 'pawl.dev/gatekeeper/v1',
  key,
  now,
  validUntil,
  accepted: { enforce: yes, warn: yes, audit: yes },
  reasons: yes ? [] : ['claim-missing'],
})
