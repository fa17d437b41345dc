import type { InputDocument } from '@pawl/document'
import type { CompiledProfile } from '@pawl/policy'

/** What the module reads: JSON that this package wrote, and nothing that was received. */
export interface EncodedInput {
  readonly document: ArrayBuffer
  /** Text, because an instance that has read it already is found by it. */
  readonly data: string
  /** The document as the module reads it: what is checked beside the module is checked of this. */
  readonly asRead: unknown
}

/**
 * Both as JSON text, each read once. Bytes, because an object would be read a second time inside the runtime, and because the runtime
 * takes null, 0 and the empty string for no input at all.
 */
export function encodeInput(document: InputDocument, profile: CompiledProfile): EncodedInput {
  const text = JSON.stringify(document)
  return { document: bytesOf(text), data: JSON.stringify({ pawl: { profile } }), asRead: JSON.parse(text) }
}

/** UTF-8 in a buffer of its own: the runtime takes a view for an object. */
export function bytesOf(text: string): ArrayBuffer {
  const bytes = new TextEncoder().encode(text)
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
}
