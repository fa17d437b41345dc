import { answering, flagOf, isTrue } from '../manager.ts'
import type { Rule } from '../rule.ts'

/** `main.go` of Gatekeeper: it makes a certificate for both uses only where it rotates certificates itself. */
export const ownCertificates: Rule = {
  code: 'doctor-own-certificates',
  about: ['managers'],
  find: ({ managers }) =>
    answering(managers)
      .filter((each) => isTrue(flagOf(each, 'disable-cert-rotation') ?? 'false'))
      .map(({ object, path }) => ({
        severity: 'note',
        object,
        path: `${path} --disable-cert-rotation`,
        happens:
          'the certificate is yours; one for serverAuth alone is refused by a gateway that asks for client certificates, and everything is denied',
        cure: 'issue it with the extended key usages serverAuth and clientAuth, or Helm: controllerManager.disableCertRotation=false',
      })),
}
