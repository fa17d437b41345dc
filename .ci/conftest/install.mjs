/** Builds conftest for examples/conftest with Go into the cache folder (PAWL_CACHE, else .cache in the repository). `--path` prints where it is to be. Runs on Node 20. */
import { installModule } from '../go-binary.mjs'
import { CONFTEST, CONFTEST_PATH } from './conftest.mjs'

if (process.argv.includes('--path')) console.log(CONFTEST_PATH)
else await installModule(CONFTEST)
