import { testKey, tufRepository } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { NOW, ROOT, scene, TARGET } from './scene.ts'

describe('what the operator gives and the repository signs', () => {
  it.each([
    ['no JSON', Buffer.from('{')],
    ['no metadata', Buffer.from('{}')],
    ['a root that its own keys did not sign', tufRepository({ now: NOW, targets: {} }).publishRoot([testKey('p256')])],
  ])('throws for a first root that is %s: trusted-root-invalid', async (_, bytes) => {
    const { ask } = await scene(bytes)
    await expect(ask()).rejects.toMatchObject({ code: 'trusted-root-invalid' })
  })

  it.each([
    ['no JSON', '{'],
    ['no trusted root', '{}'],
    ['a log without a start (C38)', ROOT.replace('"start":', '"begin":')],
  ])('throws for a target that is %s: trusted-root-invalid', async (_, text) => {
    const { repository, ask } = await scene()
    repository.targets.set(TARGET, Buffer.from(text))
    repository.publish()
    await expect(ask()).rejects.toMatchObject({ code: 'trusted-root-invalid' })
  })
})
