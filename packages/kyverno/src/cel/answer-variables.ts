import { type Asks, SCHEMA } from '../answer/protocol.ts'
import { allOf, text } from './text.ts'
import { isMap, isString, present } from './values.ts'
import type { Variable } from './variable.ts'

/** What a policy asks, and where. */
export interface Question {
  readonly asks: Asks
  /** The whole URL. */
  readonly url: string
  readonly profile: string
  /** CEL: the references that are asked about. */
  readonly images: string
}

/**
 * The call, at most one for each admission, because a variable is evaluated once; and `body`, an empty map unless the gateway answered this very
 * question with status 200. Kyverno gives the body of every status, follows redirects, and makes null of what is no JSON (E7).
 */
export function answerVariables({ asks, url, profile, images }: Question): readonly Variable[] {
  const members = [
    `"schema":dyn(${text(SCHEMA)})`,
    `"asks":dyn(${text(asks)})`,
    `"profile":dyn(${text(profile)})`,
    '"nonce":dyn(variables.nonce)',
    `"images":dyn(${images})`,
  ]
  return [
    // The uid of the admission request, which Kyverno's type of a request does not declare. Scans and the command line have none: then the name.
    {
      name: 'nonce',
      expression: 'cel.bind(uid,string(dyn(request).?uid.orValue("")),uid!=""?uid:string(request.name))',
    },
    {
      name: 'answer',
      expression: `http.Post(${text(url)},{${members.join(',')}},{"Content-Type":"application/json"})`,
    },
    { name: 'body', expression: `${isAnswer(asks, profile, images)}?variables.answer.body:dyn({})` },
    { name: 'code', expression: code() },
  ]
}

function isAnswer(asks: Asks, profile: string, images: string): string {
  const body = 'variables.answer.body'
  const says = (member: string, expected: string): string => present(body, member, (value) => `${value}==${expected}`)
  return allOf([
    'variables.answer.statusCode==200',
    present('variables.answer', 'body', isMap),
    says('schema', text(SCHEMA)),
    says('asks', text(asks)),
    says('profile', text(profile)),
    says('nonce', 'variables.nonce'),
    says('images', images),
  ])
}

/** Why there is no answer, for people; nothing is decided by it. */
function code(): string {
  const said = allOf([
    present('variables.answer', 'body', isMap),
    present('variables.answer.body', 'code', (value) => `${isString(value)}&&${value}.matches("^[a-z][a-z-]{0,63}$")`),
  ])
  return `${said}?string(variables.answer.body.code):"answer-missing"`
}
