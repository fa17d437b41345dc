import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Kinds of keys that cosign takes, by how openssl makes them. */
export const KEYS = {
  p256: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  p384: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-384'],
  p521: ['-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-521'],
  rsa: ['-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048'],
  ed25519: ['-algorithm', 'ed25519'],
} as const

export type KeyName = keyof typeof KEYS

/** `bundle`: a referrer, as cosign 3 writes it. `attachment`: a layer of the tag `.att`, as all before did. */
export type Layout = 'bundle' | 'attachment'

/** The real cosign, with keys and files of its own in a folder, and without any service: nothing is logged. */
export class Cosign {
  readonly #binary: string
  readonly #folder: string

  constructor(binary: string, folder: string) {
    this.#binary = binary
    this.#folder = folder
    const services = ['--no-default-fulcio', '--no-default-rekor', '--no-default-tsa', '--no-default-oidc']
    this.#run('signing-config', 'create', ...services, '--out', 'services.json')
  }

  /** The public half, as cosign writes it. */
  importKey(name: KeyName): string {
    execFileSync('openssl', ['genpkey', ...KEYS[name], '-out', `${name}.pem`], { cwd: this.#folder, stdio: 'pipe' })
    this.#run('import-key-pair', '--key', `${name}.pem`, '--output-key-prefix', name, '-y')
    return join(this.#folder, `${name}.pub`)
  }

  attest(
    image: string,
    { key, layout, predicate }: { readonly key: KeyName; readonly layout: Layout; readonly predicate: object },
  ): void {
    writeFileSync(join(this.#folder, 'predicate.json'), JSON.stringify(predicate))
    const how =
      layout === 'bundle'
        ? ['--signing-config', 'services.json']
        : ['--new-bundle-format=false', '--use-signing-config=false', '--tlog-upload=false']
    const what = ['--key', `${key}.key`, '--predicate', 'predicate.json', '--type', 'slsaprovenance1']
    this.#run('attest', '-y', ...what, '--allow-http-registry', ...how, image)
  }

  #run(...args: readonly string[]): void {
    execFileSync(this.#binary, args, { cwd: this.#folder, stdio: 'pipe', env: { ...process.env, COSIGN_PASSWORD: '' } })
  }
}
