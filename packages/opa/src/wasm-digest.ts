/** The one module that `loadEngine` runs. Written by .ci/opa/build.mjs together with bundle/policy.wasm. */
export const WASM_DIGEST = 'sha256:0e1e5ecfc188160ea8e4637eac547813e856755992ca18d6733ca97feaef55d0'
