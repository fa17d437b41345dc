/** Builds test/engines/gatekeeper/harness into the cache folder (PAWL_CACHE, else .cache in the repository). `--path` prints where it is to be. Runs on Node 20. */
import { buildFolder, pathOf } from '../go-binary.mjs'

const HARNESS = { name: 'gatekeeper-harness', folder: 'test/engines/gatekeeper/harness' }
if (process.argv.includes('--path')) console.log(pathOf(HARNESS))
else await buildFolder(HARNESS)
