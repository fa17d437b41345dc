import { Fault, loadTrust, type TrustConfiguration, verifyImage } from '@pawl/core'
import * as real from '@pawl/sources'
import { type Answer, NOW, type Task } from './task.ts'

/** As much of the sources as is asked: the real ones, or a copy with a fault in it. */
export type RegistryUnderTest = Pick<
  typeof real,
  | 'credentialsOf'
  | 'DOCKER_AUTH_HOSTS'
  | 'dockerConfig'
  | 'pullSecret'
  | 'RegistrySession'
  | 'registrySource'
  | 'resolveSubject'
  | 'SOURCE_LIMITS'
>

/** Trust in reviews by one key. */
export function trustOf({ publicPem }: Pick<Task, 'publicPem'>): TrustConfiguration {
  return loadTrust(
    {
      apiVersion: 'pawl.dev/v1',
      kind: 'TrustConfiguration',
      metadata: { name: 't', revision: 1 },
      spec: { attesters: [{ name: 'security', keys: [{ file: 'key' }], claims: ['review'] }] },
    },
    { file: () => Buffer.from(publicPem), publicGood: () => Buffer.alloc(0) },
  )
}

/** From a reference to claims, as an app would. */
export async function ask(task: Task, sources: RegistryUnderTest = real): Promise<Answer> {
  try {
    return await askThrough(new sources.RegistrySession(optionsOf(task, sources)), task, sources)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const fault = `${error.code} ${error.at}`
    return { digest: undefined, claims: [], status: undefined, codes: [], notes: 0, found: 0, fault }
  }
}

type Session = InstanceType<RegistryUnderTest['RegistrySession']>

function optionsOf(task: Task, sources: RegistryUnderTest): Session['options'] {
  const { credentialsOf, dockerConfig, pullSecret, DOCKER_AUTH_HOSTS } = sources
  const secrets = task.pullSecret === undefined ? [] : [pullSecret(task.pullSecret, 'the pull secret')]
  return {
    registries: task.registries,
    insecure: task.insecure,
    privateHosts: task.privateHosts,
    authHosts: new Map([...DOCKER_AUTH_HOSTS, ...task.authHosts]),
    authorities: task.authorities,
    proxy: { http: task.proxy, https: task.proxy, none: [] },
    credentials: credentialsOf([...secrets, dockerConfig(task.dockerConfig)]),
    mirrors: new Map(task.mirrors),
    timeout: task.timeout,
    parallel: 6,
  }
}

async function askThrough(session: Session, task: Task, sources: RegistryUnderTest): Promise<Answer> {
  try {
    const { subject, repository } = await sources.resolveSubject(task.reference, session)
    const answer = await sources.registrySource(session, repository).envelopesOf(subject, sources.SOURCE_LIMITS)
    const times = { verifiedAt: NOW, validUntil: NOW + 300 }
    const { summary } = verifyImage(answer.evidence, subject, trustOf(task), times)
    const { status, codes, notes, evidence } = answer
    const claims = summary.claims.map(({ statementDigest }) => statementDigest).sort()
    return {
      digest: subject.digest,
      claims,
      status,
      codes,
      notes: notes.length,
      found: evidence.length,
      fault: null,
    }
  } finally {
    await session.close()
  }
}
