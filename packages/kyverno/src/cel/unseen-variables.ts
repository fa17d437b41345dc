import { LISTS, listOf } from './pod-lists.ts'
import { text } from './text.ts'
import type { Variable } from './variable.ts'

/** A member of a JSON object that is named after an image. In the text of a string a quotation mark stands behind a backslash, so it is no member. */
const NAMED = '[{,]"([^"\\\\]*[Ii][Mm][Aa][Gg][Ee][^"\\\\]*)":'

const COUNTED = 'variables.membersNamed.filter(m,m=="image").size()'

const KNOWN = ['imagePullPolicy', 'imagePullSecrets']

/**
 * Members of a pod that are named after an image and stand where this policy knows of none: a Kubernetes to come may run what they name, as image
 * volumes came after containers (C87). CEL cannot walk an object, so its JSON is searched; in some maps people choose the names of the members.
 */
export function unseenVariables(): readonly Variable[] {
  return [
    { name: 'membersNamed', expression: `regex.extractAll(json.marshal(variables.spec),${text(NAMED)})` },
    { name: 'chosen', expression: chosen() },
    { name: 'imagesSeen', expression: seen() },
    {
      name: 'unseen',
      expression: [
        `variables.membersNamed.filter(m,m!="image"&&!(m in ${JSON.stringify(KNOWN)})&&!(m in variables.chosen))`,
        // Every place that is known is counted, so equal numbers leave none over. The maps are only looked at where they are not equal.
        `(${COUNTED}==variables.imagesSeen||${COUNTED}==variables.imagesSeen+variables.chosen.filter(m,m=="image").size()?[]:["image"])`,
      ].join('+'),
    },
  ]
}

/** How many members named `image` there are to be: of containers, of volumes, and the block device of rbd, which is no image of a registry. */
function seen(): string {
  return [
    ...[...LISTS, 'volumes'].map((list) => `${listOf('variables.spec', list)}.filter(c,"image" in c).size()`),
    `${listOf('variables.spec', 'volumes')}.filter(v,"rbd" in v&&"image" in v.rbd).size()`,
  ].join('+')
}

function chosen(): string {
  const keys = (map: string): string => `${map}.orValue({}).map(k,string(k))`
  const inEach = (list: string, map: string): string =>
    `${listOf('variables.spec', list)}.map(c,${keys(map)}).flatten()`
  return [
    keys('variables.spec.?nodeSelector'),
    keys('variables.spec.?overhead'),
    ...LISTS.flatMap((list) => [inEach(list, 'c.?resources.?limits'), inEach(list, 'c.?resources.?requests')]),
    inEach('volumes', 'c.?csi.?volumeAttributes'),
    inEach('volumes', 'c.?flexVolume.?options'),
  ].join('+')
}
