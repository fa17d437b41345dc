/** Builds test/oracles/sigstore-go into the cache folder (PAWL_CACHE, else .cache in the repository). `--path` prints where it is to be. Runs on Node 20. */
import { buildFolder, pathOf } from '../go-binary.mjs'

const ORACLE = { name: 'sigstore-go-oracle', folder: 'test/oracles/sigstore-go' }
if (process.argv.includes('--path')) console.log(pathOf(ORACLE))
else await buildFolder(ORACLE)
