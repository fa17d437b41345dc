import { createServer, type ServerResponse } from 'node:http'

/** A web server of this machine that serves files out of a map. */
export interface ServedFiles {
  readonly url: URL
  /** Paths that were asked for, in order. */
  readonly asked: readonly string[]
  readonly close: () => Promise<void>
}

/** How an answer is given instead of the file: whoever sits between can do as much. */
export type Answer = (response: ServerResponse) => void

/** Serves `files` by path below `/repository/`. `answers` come first; both are looked at anew for each request. */
export async function serveFiles(
  files: ReadonlyMap<string, Uint8Array>,
  answers: ReadonlyMap<string, Answer> = new Map(),
): Promise<ServedFiles> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/^\/repository\//, '')
    asked.push(path)
    const answer = answers.get(path)
    const bytes = files.get(path)
    if (answer !== undefined) answer(response)
    else if (bytes === undefined) response.writeHead(404).end()
    else response.writeHead(200, { 'content-type': 'application/json' }).end(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new TypeError('the server has no address')
  return {
    url: new URL(`http://127.0.0.1:${address.port}/repository`),
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        // An answer that never ends would keep the server open.
        server.closeAllConnections()
      }),
  }
}
