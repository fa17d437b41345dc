import { LIMITS } from '@pawl/document'
import { LISTS, listOf } from './pod-lists.ts'
import { allOf, text } from './text.ts'
import { unseenVariables } from './unseen-variables.ts'
import { isList, isMap, isString } from './values.ts'
import type { Variable } from './variable.ts'

/**
 * The images that a request makes run: `references` to judge, each once, and `wellFormed`, whether the object is one whose images can all be seen.
 * Nothing is left to autogen, which rewrites `object.spec` as text: this policy matches every kind itself.
 */
export function requestVariables(): readonly Variable[] {
  return [
    { name: 'spec', expression: specOf('object') },
    { name: 'oldSpec', expression: `request.operation=="UPDATE"?(${specOf('oldObject')}):dyn({})` },
    { name: 'places', expression: placesOf('variables.spec') },
    // What stood at the same place with the same reference runs already: nobody could take a finalizer off a pod (C90).
    { name: 'stood', expression: placesOf('variables.oldSpec') },
    { name: 'judged', expression: 'variables.places.filter(p,p[1]==""||p[2]==""||!(p in variables.stood))' },
    { name: 'references', expression: 'variables.judged.map(p,p[2]).distinct().sort()' },
    ...unseenVariables(),
    { name: 'wellFormed', expression: wellFormed() },
  ]
}

/** By the kind that the API server names, and never anywhere else: a pod that does not run would be judged for the one that does. */
function specOf(object: string): string {
  const kind = 'request.kind.kind'
  return [
    `${kind}=="Pod"?${object}.spec`,
    `${kind}=="CronJob"?${object}.spec.jobTemplate.spec.template.spec`,
    `${kind}=="PodTemplate"?${object}.template.spec`,
    `${object}.spec.template.spec`,
  ].join(':')
}

/** Every place of a pod that names an image: [list, name, reference]. One without a reference is there all the same, with an empty one. */
function placesOf(spec: string): string {
  const containers = LISTS.map((list) => `${listOf(spec, list)}.map(c,${place(list, 'c', 'c', 'image')})`)
  const volumes = `${listOf(spec, 'volumes')}.filter(v,"image" in v).map(v,${place('volumes', 'v', 'v.image', 'reference')})`
  return [...containers, volumes].join('+')
}

function place(list: string, named: string, holder: string, member: string): string {
  const string = (map: string, name: string): string =>
    `(${isMap(map)}&&"${name}" in ${map}&&${isString(`${map}.${name}`)}?string(${map}.${name}):"")`
  return `[${text(list)},${string(named, 'name')},${string(holder, member)}]`
}

/** There is an image, no more are to be judged than a document holds, and nothing that could hold one is of a type in which it would not be seen. */
function wellFormed(): string {
  return allOf([
    'size(variables.places)>0',
    `size(variables.references)<=${LIMITS.images}`,
    'variables.references.all(r,r!="")',
    ...[...LISTS, 'volumes'].map((list) => `(!("${list}" in variables.spec)||${isList(`variables.spec.${list}`)})`),
    // An update carries what stood there, or nobody could take a finalizer off.
    '(size(variables.unseen)==0||variables.spec==variables.oldSpec)',
  ])
}
