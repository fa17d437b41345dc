// TypeScript declares WebAssembly with the DOM only, and this package has no `document` and no `window`.
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: 'WebAssembly.Module'
  }
  function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>
}
