import { Fault } from '@pawl/core'
import { ConfigurationInvalid } from '@pawl/document'
import { Refusal, type RefusalCode } from './refusal.ts'

const WHAT_TO_DO: Readonly<Record<RefusalCode, string>> = {
  usage: 'see pawl --help',
  'configuration-invalid': 'mend the file at the place named',
  'configuration-stale':
    'get the current bundle, and the key it is signed with, from whoever signs it; nothing is decided by an old or unsigned one',
  'policy-invalid': 'mend the file at the place named; nothing is allowed by what cannot be read',
  'trust-invalid': 'mend the trust configuration at the place named; nobody is trusted until then',
  'trusted-root-invalid': 'get trusted_root.json again from its owner, or let pawl trust update write the file anew',
  'key-invalid': 'give a public key in PEM: Ed25519, ECDSA P-256, P-384, P-521, or RSA of 2048 bits or more',
  'reference-invalid': 'see "A SUBJECT is one of" in pawl --help',
  'source-unreadable': 'see that the path is there and may be read; a path in a file is relative to that file',
  'registry-not-allowed': 'name it with --registry, or a policy whose images it has; nothing else is ever asked',
  'image-unavailable':
    'see docs/codes.md, "What a source could not give", for the code behind the name; or name the image by digest',
  'image-ambiguous': 'push the image again with a current client; what two readers can read differently is not judged',
  'limit-exceeded': 'ask for less at once',
  'engine-unavailable': 'install @pawl/opa again; if it stays, report it',
  'engines-disagree': 'report it with the output of pawl input: this must never happen',
  'opa-server-unusable':
    'see docs/codes.md for the code beside the address; has the server the bundle, and the profile at data.pawl.profile?',
  'opa-server-disagrees':
    'see that data.pawl.profile of the server is what pawl policy compile --profile prints of these policies',
  'nothing-to-propose':
    'name images whose evidence verifies, with --evidence, --trusted-root and --key where they are needed',
  'nothing-to-migrate':
    'mend the policy at the places named, or leave it with Kyverno; see docs/migrate-kyverno.md for what can be taken over',
  'output-unwritable': 'name another folder with --out, or move away what lies there',
  'signing-key-invalid':
    'make one with openssl genpkey -algorithm ed25519, or give the password of an encrypted one with --password-file',
  'opa-unavailable': 'install opa from openpolicyagent.org, or give its path with --opa',
  'opa-failed': 'mend the Rego at the place named; give the folders of everything that it imports',
  'module-unusable': 'build it with opa build -t wasm -e ENTRYPOINT, and give the same entrypoint to --allow or --deny',
  'builtin-unsupported': 'serve the policy with opa run --server and give --url',
  'nothing-allowed': 'give --documents with a summary that your policy allows, as pawl input prints it',
  'kyverno-unavailable': 'install the command line of Kyverno, or give its path with --kyverno',
  'kyverno-failed':
    'mend the policy at the place named; let it match Pods of the namespace, or give another --namespace',
  'kyverno-policy-unusable':
    'give ValidatingPolicies that get the document by http.Post("https://...", with the URL as one literal string',
  'tuf-unreachable': 'see that --mirror is right and can be reached; the file stays as it was until its own end',
  'tuf-malformed': 'ask whoever runs the repository; the file stays as it was until its own end',
  'tuf-unsigned': 'ask whoever runs the repository; with another --root this is another repository',
  'tuf-expired':
    'ask the mirror again, or another one: somebody may be holding newer metadata back; see that the clock is right',
  'tuf-rollback':
    'ask another mirror: this one gives back what was replaced; the file stays as it was until its own end',
  'tuf-mismatch': 'ask the mirror again, or another one; see that --target is the name of a trusted root in it',
  'tuf-state-invalid':
    'put the file back from where it was kept; or name another --out and begin with a --root that comes from its owner',
  'tls-unusable': 'give the certificate with its own key, both in PEM and the key without a password',
  'address-unusable': 'name an address of this machine and a port that is free, under spec.listen',
  'manifests-unrecognised':
    'give what helm template or kubectl get prints of Gatekeeper and of Pawl: see pawl doctor gatekeeper --help',
  defect: 'report it: this is a defect of pawl, and nothing was decided',
}

/** Any throw at all, as a refusal with a code. There is no throw that this does not turn into "could not decide". */
export function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  // Of a signed bundle: its parts have places and no lines.
  if (error instanceof ConfigurationInvalid) return new Refusal(error.code, error.message, error.problems)
  if (error instanceof Fault) {
    const { code, message, at, place } = error
    return new Refusal(code, message, [{ at: place === undefined ? at : `${place}: ${at}`, message: '' }])
  }
  // By its name: only the program that reads command lines has that library.
  if (error instanceof Error && error.name === 'CommanderError') {
    return new Refusal('usage', 'the command line cannot be read', [])
  }
  return (
    coded(error) ?? new Refusal('defect', 'something went wrong that should not', [{ at: kindOf(error), message: '' }])
  )
}

/** What another package throws, told by its code. */
function coded(error: unknown): Refusal | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  const { code, message } = error
  if (code === 'key-invalid') return new Refusal(code, message, [])
  if (code !== 'engine-module-invalid') return undefined
  return new Refusal('engine-unavailable', 'the OPA engine is not the one of this release', [{ at: code, message }])
}

function kindOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error
}

export function whatToDo(code: RefusalCode): string {
  return WHAT_TO_DO[code]
}
