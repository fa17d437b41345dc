import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { GOOD, IMAGE, sends, verdict, verdictAt, YES } from './asked-server.ts'

describe('the way to an OPA server', () => {
  it.each([201, 203, 206, 301, 307, 404, 500, 503])(
    'denies when the status is %i and the body a yes: server-status',
    async (status) => {
      expect(await verdict(sends(YES, status))).toBe('server-status')
    },
  )

  it('denies when it redirects to a server that says yes: server-status', async () => {
    const yes = createServer(sends(YES))
    await new Promise<void>((resolve) => yes.listen(0, '127.0.0.1', resolve))
    const location = `http://127.0.0.1:${(yes.address() as AddressInfo).port}/v1/data/pawl/engine/decision`
    expect(await verdict((_, response) => response.writeHead(307, { location }).end())).toBe('server-status')
    yes.close()
  })

  it.each([
    ['<html>OK</html>'],
    [''],
    [`${JSON.stringify(YES)}{}`],
    [JSON.stringify(YES).replace('"allow":true', '"allow":false,"allow":true')],
    [`\u{feff}${JSON.stringify(YES)}`],
    ['NaN'],
  ])('denies when the body is %s: server-answer-malformed', async (body) => {
    expect(await verdict(sends(body))).toBe('server-answer-malformed')
  })

  it('denies when the answer is larger than 1 MiB, and takes one of 1 MiB: server-answer-too-large', async () => {
    const padded = (size: number): string => JSON.stringify(YES).padEnd(size)
    expect(await verdict(sends(padded(1_048_576)))).toBe('typescript allows, opa-server allows')
    expect(await verdict(sends(padded(1_048_577)))).toBe('server-answer-too-large')
  })

  it('denies when the answer never ends: server-answer-too-large', async () => {
    const endless: RequestListener = (_, response) => {
      const more = (): void => {
        while (!response.destroyed && response.write(' '.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    }
    expect(await verdict(endless)).toBe('server-answer-too-large')
  })

  it('denies when the answer stalls, before its head or after: server-timeout', async () => {
    expect(await verdict(() => undefined)).toBe('server-timeout')
    expect(await verdict((_, response) => void response.write(JSON.stringify(YES)))).toBe('server-timeout')
  })

  it('denies when a byte comes now and then: server-timeout', async () => {
    const drip: RequestListener = (_, response) => {
      const timer = setInterval(() => response.write(' '), 100)
      response.on('close', () => clearInterval(timer))
    }
    expect(await verdict(drip)).toBe('server-timeout')
  })

  it('denies when the answer breaks off after a whole yes: server-unreachable', async () => {
    const broken: RequestListener = (_, response) => {
      const text = JSON.stringify(YES)
      response.writeHead(200, { 'content-length': text.length + 1 })
      response.write(text, () => response.destroy())
    }
    expect(await verdict(broken)).toBe('server-unreachable')
  })

  it('denies when nobody listens: server-unreachable', async () => {
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    await new Promise((resolve) => server.close(resolve))
    expect(await verdictAt(new URL(`http://127.0.0.1:${port}`))).toBe('server-unreachable')
  })

  it('denies when it speaks plain http and https is asked: server-unreachable', async () => {
    const server = createServer(sends(YES))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    expect(await verdictAt(new URL(`https://127.0.0.1:${port}`))).toBe('server-unreachable')
    server.close()
  })

  it('denies when a reference has no entry, whatever the server says: law L7', async () => {
    expect(await verdict(sends(YES), GOOD, [IMAGE, 'ghcr.io/acme/other'])).toBe('typescript denies, opa-server denies')
  })
})
