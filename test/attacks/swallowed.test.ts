import { Fault } from '@pawl/core'
import type { RegistryAccess } from '@pawl/setup'
import type { RegistrySession } from '@pawl/sources'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FinderParts } from '../../apps/gateway/src/evidence/find-image.ts'
import { type GatewayScene, gatewayScene, NOW, reviewPolicy } from '../gateway/scene.ts'
import { asking, keyOf, MUTATE, nothing, saidOf, VALIDATE } from './gateway.ts'
import { injected, partsOf } from './injected.ts'

let scene: GatewayScene
let parts: FinderParts
beforeAll(async () => {
  scene = await gatewayScene({ policies: { 'p.yaml': reviewPolicy('p', 'enforce', 'REGISTRY/acme/**') } })
  parts = partsOf(scene)
})
afterAll(async () => {
  await parts.pool.close()
  await scene.close()
})

/** What a part can throw: JavaScript lets it be anything. */
const THROWN: readonly (readonly [name: string, thrown: unknown, code: string])[] = [
  ['an Error', new Error('a defect'), 'defect'],
  ['a TypeError', new TypeError('x is not a function'), 'defect'],
  ['text', 'not-governed', 'defect'],
  ['undefined', undefined, 'defect'],
  ['null', null, 'defect'],
  ['a yes', { outcome: 'entry', accepted: { enforce: true }, code: 'reference-invalid' }, 'defect'],
  ['a fault of a source', new Fault('source-unreadable', 'a file', 'x'), 'source-unreadable'],
]

/** A session of which the call of this number throws; counts its calls where there is none of it. */
function failingAt(access: RegistryAccess, at: number, thrown: unknown) {
  let calls = 0
  const open = (): RegistrySession =>
    new Proxy(access.open(), {
      get: (session, name) => {
        const member: unknown = Reflect.get(session, name, session)
        if (typeof member !== 'function') return member
        return (...given: readonly unknown[]): unknown => {
          calls += 1
          if (calls === at) throw thrown
          return Reflect.apply(member, session, given)
        }
      },
    })
  return { access: { ...access, open }, calls: () => calls }
}

const validate = async (broken: Partial<FinderParts>, reference: string) => {
  const { server, post } = injected({ ...parts, ...broken })
  const reply = await post(VALIDATE, asking([keyOf(reference, 'p'), keyOf(scene.bare.pinned, 'p')]))
  await server.close()
  return reply
}

describe.each(THROWN)('when a part of the gateway throws %s', (_, thrown, code) => {
  const throws = (): never => {
    throw thrown
  }

  it('C89 nothing is answered for any image, whichever part it is', async () => {
    expect((await validate({}, scene.good.pinned)).status).toBe(200)
    const late = { n: 0 }
    const broken: readonly Partial<FinderParts>[] = [
      { access: { ...parts.access, open: throws } },
      { pool: { ...parts.pool, verify: throws } },
      { pool: { ...parts.pool, verify: () => Promise.reject(thrown) } },
      { judging: { ...parts.judging, profiles: new Proxy(parts.judging.profiles, { get: throws }) } },
    ]
    for (const [index, each] of broken.entries()) {
      const { status, body } = await validate(each, scene.good.pinned)
      expect([index, status >= 500]).toStrictEqual([index, true])
      expect(body).toStrictEqual(nothing(index === 3 ? 'defect' : code))
    }
    // The clock of the finder and that of the route are one.
    const { server, post } = injected({ ...parts, clock: () => (late.n++ === 0 ? throws() : NOW) })
    expect(await post(VALIDATE, asking([keyOf(scene.good.pinned, 'p')]))).toMatchObject({
      status: 503,
      body: nothing(code),
    })
    expect(saidOf(await post(VALIDATE, asking([keyOf(scene.good.pinned, 'p')])))).toBe('allow')
    await server.close()
  })

  it('C89 nothing is answered for any image, at whichever step the registry is', async () => {
    for (const reference of [scene.good.pinned, scene.good.tag]) {
      const counted = failingAt(parts.access, 0, thrown)
      const { server, post } = injected({ ...parts, access: counted.access })
      expect(saidOf(await post(VALIDATE, asking([keyOf(reference, 'p')])))).toBe('allow')
      await server.close()
      const steps = counted.calls()
      expect(steps).toBeGreaterThan(2)
      for (let step = 1; step <= steps; step += 1) {
        const one = injected({ ...parts, access: failingAt(parts.access, step, thrown).access })
        const reply = await one.post(VALIDATE, asking([keyOf(reference, 'p')]))
        await one.server.close()
        expect([step, reply.status, reply.body]).toStrictEqual([step, 503, nothing(code)])
      }
    }
  })

  it('C89 a route that throws gives no item', async () => {
    const finder = { find: () => Promise.reject(thrown), pin: () => Promise.reject(thrown) }
    const { server, post } = injected(parts, { finder })
    const keys = asking([keyOf(scene.good.pinned, 'p')])
    for (const path of [VALIDATE, MUTATE]) {
      const { status, body } = await post(path, keys)
      expect([status, body]).toStrictEqual([500, nothing('defect')])
    }
    await server.close()
    const whole = injected(parts)
    expect(saidOf(await whole.post(VALIDATE, keys))).toBe('allow')
    await whole.server.close()
  })
})
