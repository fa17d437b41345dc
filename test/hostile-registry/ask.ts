import { Fault, loadTrust, type TrustConfiguration, verifyImage } from '@pawl/core'
import {
  credentialsOf,
  DOCKER_AUTH_HOSTS,
  dockerConfig,
  RegistrySession,
  registrySource,
  resolveSubject,
  SOURCE_LIMITS,
} from '@pawl/sources'
import { type Answer, NOW, type Task } from './task.ts'

function trustOf({ publicPem }: Task): TrustConfiguration {
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
export async function ask(task: Task): Promise<Answer> {
  const session = new RegistrySession({
    registries: task.registries,
    insecure: task.insecure,
    privateHosts: task.privateHosts,
    authHosts: new Map([...DOCKER_AUTH_HOSTS, ...task.authHosts]),
    authorities: task.authorities,
    proxy: { http: task.proxy, https: task.proxy, none: [] },
    credentials: credentialsOf([dockerConfig(task.dockerConfig)]),
    mirrors: new Map(task.mirrors),
    timeout: task.timeout,
    parallel: 6,
  })
  try {
    const { subject, repository } = await resolveSubject(task.reference, session)
    const answer = await registrySource(session, repository).envelopesOf(subject, SOURCE_LIMITS)
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
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    const fault = `${error.code} ${error.at}`
    return { digest: undefined, claims: [], status: undefined, codes: [], notes: 0, found: 0, fault }
  } finally {
    await session.close()
  }
}
