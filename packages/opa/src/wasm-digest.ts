/** The one module that `loadEngine` runs. Written by .ci/opa/build.mjs together with bundle/policy.wasm. */
export const WASM_DIGEST = 'sha256:a58bf1814490c8521701d17b8f9a468b73c8694868f1f1ffd31c0d8f1e5d267c'
