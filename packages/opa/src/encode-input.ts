import type { InputDocument } from '@pawl/document'
import type { CompiledProfile } from '@pawl/policy'

/** What the module reads: JSON that this file wrote, and nothing that was received. */
export interface EncodedInput {
  readonly document: ArrayBuffer
  readonly data: ArrayBuffer
}

/**
 * Both as JSON text, each read once. Bytes, because an object would be read a second time inside the runtime, and because the runtime
 * takes null, 0 and the empty string for no input at all.
 */
export function encodeInput(document: InputDocument, profile: CompiledProfile): EncodedInput {
  return { document: jsonBytes(document), data: jsonBytes({ pawl: { profile } }) }
}

function jsonBytes(value: object): ArrayBuffer {
  const bytes = new TextEncoder().encode(JSON.stringify(value))
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}
