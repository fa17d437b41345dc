import type { Attachment, JsonObject } from '@pawl/core'

const MEMBERS = [
  ['certificate', 'dev.sigstore.cosign/certificate'],
  ['chain', 'dev.sigstore.cosign/chain'],
  ['logEntry', 'dev.sigstore.cosign/bundle'],
  ['timestamp', 'dev.sigstore.cosign/rfc3161timestamp'],
] as const

/** What cosign wrote into a layer's annotations; undefined where it is nothing. Empty text is how cosign writes "none". */
export function layerAttachment(annotations: JsonObject): Attachment | undefined {
  const found = MEMBERS.flatMap(([member, name]) => {
    const value = annotations[name]
    return typeof value === 'string' && value !== '' ? [[member, value] as const] : []
  })
  return found.length === 0 ? undefined : Object.fromEntries(found)
}
