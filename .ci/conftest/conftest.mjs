import { pathOfModule } from '../go-binary.mjs'

export const CONFTEST = { name: 'conftest', module: 'github.com/open-policy-agent/conftest', version: '0.71.1' }
export const CONFTEST_PATH = pathOfModule(CONFTEST)
