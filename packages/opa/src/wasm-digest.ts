/** The one module that `loadEngine` runs. Written by .ci/opa/build.mjs together with bundle/policy.wasm. */
export const WASM_DIGEST = 'sha256:f9e41db6bf571e3f0ec12ef421ae06e03562235069efb7e5f00e40a13bd1452d'
