import { stringify } from 'yaml'

/**
 * As `kubectl apply -f` takes it. Longer texts stand in literal blocks, for whoever reviews them; words that YAML 1.1, which Kubernetes reads, takes for booleans
 * or numbers are quoted.
 */
export function manifestText(format: 'yaml' | 'json', manifests: readonly object[]): string {
  if (format === 'json') return JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests }, null, 2)
  return manifests
    .map((each) =>
      stringify(each, { version: '1.1', blockQuote: 'literal', lineWidth: 0, aliasDuplicateObjects: false }),
    )
    .join('---\n')
    .trimEnd()
}
