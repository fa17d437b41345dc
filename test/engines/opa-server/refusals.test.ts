import { serverCertificate } from '@pawl/testkit'
import { expect, it } from 'vitest'
import { OPA_SERVER } from '../../cross-engine/engines/opa-server.ts'
import { suiteOf } from '../../cross-engine/engines.ts'
import { BARE, GOOD, IMAGE, POLICY, verdictAt } from '../../hostile-opa-server/asked-server.ts'
import { Bundles } from './bundles.ts'
import { startedServer, startServer } from './started-server.ts'

const PROFILE = POLICY.compiled
const AGREE = 'typescript allows, opa-server allows'

/** What the program makes of the answer of a real server that was started so. */
async function verdictOf(args: readonly string[], document = GOOD): Promise<string> {
  const { url, stop } = await startedServer('http', ...args)
  try {
    return await verdictAt(url, document)
  } finally {
    await stop()
  }
}

suiteOf(OPA_SERVER)('a real OPA server', { timeout: 60_000 }, () => {
  const bundles = new Bundles()

  it('allows when its signed bundle has the profile, and denies without the claim', async () => {
    const args = [...bundles.verifying, '--bundle', bundles.build('signed', PROFILE, true)]
    expect(await verdictOf(args)).toBe(AGREE)
    expect(await verdictOf(args, BARE)).toBe('typescript denies, opa-server denies')
  })

  it('denies when its bundle has no profile: engine-policy-unusable', async () => {
    const args = [...bundles.verifying, '--bundle', bundles.build('without', undefined, true)]
    expect(await verdictOf(args)).toBe('engine-policy-unusable')
  })

  it('denies when it has no bundle: engine-undefined', async () => {
    expect(await verdictOf([])).toBe('engine-undefined')
  })

  it('denies when it has another profile: opa-server-disagrees', async () => {
    const policies = PROFILE.policies.map((each) => ({ ...each, images: [{ glob: 'x', re2: '(?s)^x$' }] }))
    const other = bundles.build('other', { ...PROFILE, policies }, true)
    expect(await verdictOf([...bundles.verifying, '--bundle', other])).toBe('opa-server-disagrees')
  })

  it('does not start when one letter of its signed bundle is another, and is then not there: server-unreachable', async () => {
    const signed = bundles.build('to-change', PROFILE, true)
    const changed = bundles.changed(signed, 'x <= 253402300799', 'x >= 253402300799')
    const started = await startServer('http', ...bundles.verifying, '--bundle', changed)
    expect(started).toMatchObject({ ended: 1, said: expect.stringContaining('digest mismatch') })
    expect(await verdictAt(started.url)).toBe('server-unreachable')
  })

  it('does not start when its bundle is not signed, and starts where nobody asks for a signature', async () => {
    const unsigned = bundles.build('unsigned', PROFILE, false)
    const started = await startServer('http', ...bundles.verifying, '--bundle', unsigned)
    expect(started).toMatchObject({ ended: 1, said: expect.stringContaining('.signatures.json') })
    expect(await verdictOf(['--bundle', unsigned])).toBe(AGREE)
  })

  it('denies when it has stopped: server-unreachable', async () => {
    const { url, stop } = await startedServer('http', '--bundle', bundles.build('stopped', PROFILE, false))
    expect(await verdictAt(url)).toBe(AGREE)
    await stop()
    expect(await verdictAt(url)).toBe('server-unreachable')
  })

  it('allows when it is given the token and its authority over TLS, and denies without: server-status', async () => {
    const { key, cert, authority } = serverCertificate(['localhost'], Math.floor(Date.now() / 1000))
    const tls = [
      '--tls-cert-file',
      bundles.write('tls.crt', cert),
      '--tls-private-key-file',
      bundles.write('tls.key', key),
    ]
    const guard = bundles.folder('guard', 'system/authz', 'authz.rego', AUTHORIZATION)
    const loaded = ['--bundle', bundles.build('guarded', PROFILE, false), '--bundle', guard]
    const asking = ['--authentication=token', '--authorization=basic']
    const { url, stop } = await startedServer('https', ...tls, ...asking, ...loaded)
    const ca = [bundles.write('ca.pem', authority)]
    const opaTokenFile = bundles.write('token', 'let-me-in\n')
    try {
      expect(await verdictAt(url, GOOD, [IMAGE], { ca, opaTokenFile })).toBe(AGREE)
      expect(await verdictAt(url, GOOD, [IMAGE], { ca })).toBe('server-status')
      expect(await verdictAt(url, GOOD, [IMAGE], { opaTokenFile })).toBe('server-unreachable')
    } finally {
      await stop()
    }
  })
})

const AUTHORIZATION = `package system.authz

default allow := false

allow if input.identity == "let-me-in"
`
