import { gzipSync } from 'node:zlib'
import { type Answer, signTuf, testKey } from '@pawl/testkit'
import { describe, expect, it } from 'vitest'
import { NOW, scene } from './scene.ts'

describe('a mirror that does not answer as it should: tuf-unreachable', () => {
  const endless: Answer = (response) => {
    response.writeHead(200)
    const more = (): void => {
      while (response.write(Buffer.alloc(65_536, 0x20))) if (response.destroyed) return
      response.once('drain', more)
    }
    more()
  }
  const dripping: Answer = (response) => {
    response.writeHead(200)
    const drip = setInterval(() => response.write(' '), 20)
    response.on('close', () => clearInterval(drip))
  }
  const bomb = gzipSync(Buffer.alloc(50_000_000, 0x20))

  it.each<[string, Answer]>([
    ['that never ends', endless],
    ['that drips', dripping],
    [
      'of gzip that grows a thousandfold',
      (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    ],
    [
      'of another length than it says',
      (response) => response.writeHead(200, { 'content-length': '900' }).end('{}', () => response.destroy()),
    ],
    ['that is no answer', (response) => response.destroy()],
    ['that is 500', (response) => response.writeHead(500).end('{}')],
    ['that is 200 without a body where there is none', (response) => response.writeHead(204).end()],
    ['that is elsewhere', (response) => response.writeHead(302, { location: '/repository/elsewhere.json' }).end()],
    ['that there is no such file', (response) => response.writeHead(404).end()],
  ])('an answer %s', async (_, answer) => {
    const { answers, ask, repository } = await scene()
    expect(await ask()).toBe('refreshed')
    // What a redirect leads to is good.
    repository.files.set('elsewhere.json', repository.files.get('timestamp.json') ?? Buffer.of())
    answers.set('timestamp.json', answer)
    const started = performance.now()
    expect(await ask(undefined, NOW, 800)).toBe('tuf-unreachable timestamp.json')
    expect(performance.now() - started).toBeLessThan(5000)
  })

  it('nobody listening', async () => {
    const { ask, served } = await scene()
    await served.close()
    expect(await ask()).toBe('tuf-unreachable 2.root.json')
  })

  it('roots without end: each is good and the next one is there: tuf-malformed', async () => {
    const { repository, ask } = await scene()
    const key = testKey('ed25519')
    repository.keys.root.splice(0, 3, key)
    repository.thresholds.root = 1
    const [, last] = [repository.publishRoot(), repository.publishRoot()]
    const { signed } = JSON.parse(Buffer.from(last).toString())
    for (let version = 4; version < 300; version += 1) {
      repository.files.set(`${version}.root.json`, signTuf({ ...signed, version }, [key]))
    }
    expect(await ask(undefined, NOW, 60_000)).toBe('tuf-malformed root.json')
    for (let version = 250; version < 300; version += 1) repository.files.delete(`${version}.root.json`)
    expect(await ask(undefined, NOW, 60_000)).toBe('refreshed')
  })
})
