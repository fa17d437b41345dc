import type { ScopeFlaw } from '@pawl/policy/lint'

/** Why a pattern matches no repository, and how repositories are spelt. */
export const SCOPE_WORDS: Readonly<Record<ScopeFlaw, readonly [cause: string, cure: string]>> = {
  'empty-segment': [
    'begins or ends with a slash, or has two in a row',
    'write one slash between names, and ** for what lies below',
  ],
  port: ['has the port 443, which is left out of every repository', 'leave out the port'],
  'no-host': [
    'has no host, and every repository has one',
    'begin with the host; on Docker Hub it is docker.io/acme/app, or docker.io/library/app',
  ],
  'docker-alias': ['names Docker Hub by another host than docker.io', 'write docker.io'],
  'docker-library': [
    'has one name behind docker.io, and every image there has two',
    'write docker.io/library/NAME for an official image, or docker.io/OWNER/NAME',
  ],
  character: [
    'has a character or an order of marks that is in no repository',
    'write lower-case letters, digits, and single . _ - within a name',
  ],
}
