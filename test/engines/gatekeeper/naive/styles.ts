import type { Item } from '../provider/behaviours.ts'

/** A way to write a template over external data, in words of our own. What each was seen in is told in README.md. */
export interface Style {
  readonly rego: string
  /** Members of a package that answers yes and no in the way that this template reads. */
  readonly yes: (key: string) => Item
  readonly no: (key: string) => Item
  /** A no that lacks what the message is made of. */
  readonly unexplained: (key: string) => Item
}

export const STYLES = ['errors counted', 'no means no', 'message decides', 'some yes', 'status is 200'] as const

export type StyleName = (typeof STYLES)[number]

/** Every template asks for all images of a pod in one call. */
const withImages = (rules: string): string => `package naive

images contains container.image if some container in input.review.object.spec.containers
images contains container.image if some container in input.review.object.spec.initContainers

answer := external_data({"provider": "naive", "keys": [image | some image in images]})
${rules}`

const success = (key: string, isSuccess: boolean): Item => ({
  key,
  value: { isSuccess, timestamp: '2026-01-01T00:00:00Z', traceID: 'a1' },
})
const allowed = (key: string, yes: boolean): Item => ({ key, value: { allowed: yes } })

const ERRORS_COUNTED: Style = {
  rego: withImages(`
violation contains {"msg": "an image was refused"} if count(answer.errors) > 0
`),
  yes: (key) => ({ key, value: 'signed' }),
  no: (key) => ({ key, error: 'not signed' }),
  unexplained: (key) => ({ key, error: '' }),
}

const NO_MEANS_NO: Style = {
  rego: withImages(`
violation contains {"msg": "the provider failed"} if answer.system_error != ""
violation contains {"msg": "an image has an error"} if count(answer.errors) > 0
violation contains {"msg": "an image was refused"} if {
	some [_, value] in answer.responses
	value.isSuccess == false
}
`),
  yes: (key) => success(key, true),
  no: (key) => success(key, false),
  unexplained: (key) => ({ key, value: { isSuccess: false } }),
}

const MESSAGE_DECIDES: Style = {
  ...NO_MEANS_NO,
  rego: withImages(`
violation contains {"msg": "the provider failed"} if answer.system_error != ""
violation contains {"msg": "an image has an error"} if count(answer.errors) > 0
violation contains {"msg": msg} if {
	some [key, value] in answer.responses
	value.isSuccess == false
	msg := sprintf("%v was refused at %v, trace %v", [key, value.timestamp, value.traceID])
}
`),
}

const SOME_YES: Style = {
  rego: withImages(`
accepted if {
	some [_, value] in answer.responses
	value.allowed == true
}

violation contains {"msg": "no image was accepted"} if not accepted
`),
  yes: (key) => allowed(key, true),
  no: (key) => allowed(key, false),
  unexplained: (key) => allowed(key, false),
}

const STATUS_IS_200: Style = {
  rego: withImages(`
violation contains {"msg": "the provider did not answer"} if answer.status_code != 200
violation contains {"msg": "an image was refused"} if {
	some [_, value] in answer.responses
	value.allowed != true
}
`),
  yes: (key) => allowed(key, true),
  no: (key) => allowed(key, false),
  unexplained: (key) => allowed(key, false),
}

const ALL: ReadonlyMap<StyleName, Style> = new Map([
  ['errors counted', ERRORS_COUNTED],
  ['no means no', NO_MEANS_NO],
  ['message decides', MESSAGE_DECIDES],
  ['some yes', SOME_YES],
  ['status is 200', STATUS_IS_200],
])

export function styleNamed(name: StyleName): Style {
  const style = ALL.get(name)
  if (style === undefined) throw new TypeError(`no style is named ${name}`)
  return style
}
