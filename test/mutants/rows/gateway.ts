import type { Mutant } from '../mutant.ts'

const GATEWAY = 'apps/gateway/src'

/** What the gateway must never do, whoever asks it and whatever fails. */
export const GATEWAY_ANSWERS: readonly Mutant[] = [
  {
    name: 'an answer that says nothing has status 200',
    file: `${GATEWAY}/routes/gatekeeper.ts`,
    find: "return systemError === '' ? 200 : 503",
    replace: 'return systemError.length < 0 ? 503 : 200',
    caughtBy: 'tests',
    suites: ['test/attacks/swallowed.test.ts'],
  },
  {
    name: 'what is thrown is a no that Gatekeeper keeps',
    file: `${GATEWAY}/evidence/find-image.ts`,
    find: "if (!(thrown instanceof Fault)) return { outcome: 'unanswered', code: 'defect' }",
    replace: "if (!(thrown instanceof Fault)) return { outcome: 'refused', code: 'defect' }",
    caughtBy: 'tests',
    suites: ['test/attacks/swallowed.test.ts'],
  },
  {
    name: 'the registry of an image that no policy governs is asked',
    file: `${GATEWAY}/evidence/find-image.ts`,
    find: "    return { outcome: 'entry', entry: ungoverned(reference, named, parts), doubt: undefined }",
    replace: '    void ungoverned(reference, named, parts)',
    caughtBy: 'tests',
    suites: ['test/attacks/references.test.ts'],
  },
  {
    name: 'the words of the library answer a path that does not decode',
    file: `${GATEWAY}/listener.ts`,
    find: 'frameworkErrors: (_error, _request, { raw }) => void raw.writeHead(400, JSON_TYPE).end(malformed),',
    replace: '',
    caughtBy: 'tests',
    suites: ['test/attacks/data.test.ts'],
    named: 'of the gateway',
  },
  {
    name: 'the words of the library answer what is no HTTP',
    file: `${GATEWAY}/listener.ts`,
    find: 'clientErrorHandler: (_error, socket) => endMalformed(socket, malformed),',
    replace: '',
    caughtBy: 'tests',
    suites: ['test/attacks/data.test.ts'],
    named: 'of the gateway',
  },
  {
    name: 'a key of any length is read',
    file: 'packages/gatekeeper/src/provider/validation-key.ts',
    find: 'key.length <= MAX_KEY ? stringsOf(key) : []',
    replace: 'stringsOf(key)',
    caughtBy: 'tests',
    suites: ['test/attacks/data.test.ts'],
    named: 'of the gateway',
  },
]
