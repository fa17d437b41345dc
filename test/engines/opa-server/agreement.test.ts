import { identifyProfile, type Outcome, outcomeOf } from '@pawl/policy'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type AskServer, serverOf } from '../../../apps/cli/src/opa-server/ask-server.ts'
import { OPA_SERVER } from '../../cross-engine/engines/opa-server.ts'
import { suiteOf } from '../../cross-engine/engines.ts'
import { decideHere, outcomeText, sha256 } from '../../cross-engine/outcome-text.ts'
import { SEED } from '../../cross-engine/run-size.ts'
import { takeCases } from '../../generators/random-case.ts'
import { Bundles } from './bundles.ts'
import { type Listening, startedServer } from './started-server.ts'

const COUNT = 200

suiteOf(OPA_SERVER)('pawl and a real OPA server', () => {
  let server: Listening
  let ask: AskServer

  beforeAll(async () => {
    const bundles = new Bundles()
    server = await startedServer('http', ...bundles.verifying, '--bundle', bundles.build('library', undefined, true))
    const asking = serverOf({ opaServer: server.url, ca: [], timeout: 30, offline: false })
    if (asking === undefined) throw new Error('no server was named')
    ask = asking
  })
  afterAll(() => server.stop())

  it('give the same outcome when asked the same', { timeout: 120_000 }, async () => {
    let allowed = 0
    for (const question of takeCases(SEED + 9, COUNT)) {
      const { request, document, profile } = question
      const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(profile) }
      expect((await fetch(new URL('/v1/data/pawl/profile', server.url), put)).status).toBe(204)
      const here = outcomeOf(decideHere(question))
      const there: Outcome = await ask(request as never, document as never, identifyProfile(profile, sha256))
      expect(outcomeText(there), JSON.stringify(question)).toBe(outcomeText(here))
      if (there.allow) allowed += 1
    }
    expect(allowed).toBeGreaterThan(COUNT / 5)
    expect(allowed).toBeLessThan(COUNT - COUNT / 5)
  })
})
