/** The one module that `loadEngine` runs. Written by .ci/opa/build.mjs together with bundle/policy.wasm. */
export const WASM_DIGEST = 'sha256:ec3565805cbd66ef38d1ab850f9c954d88f084577bef6d5c5eebc738d973b82f'
