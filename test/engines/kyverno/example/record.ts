/**
 * Writes examples/kyverno/tests: what the real gateway, with the configuration of the example, answers about each pod. The certificates of the example have to be there.
 *
 *   node --conditions=@pawl/source test/engines/kyverno/example/record.ts
 */
import { gatewayOfExample } from './gateway-of-example.ts'
import { CASES, MODES, podOf, requestOf, writeCase } from './recorded.ts'

const gateway = await gatewayOfExample()
for (const mode of MODES) {
  for (const each of CASES) {
    const { images } = podOf(each.pod, each.name)
    writeCase(mode, each, await gateway.ask(mode, requestOf(mode, each.name, images)))
  }
}
await gateway.close()
