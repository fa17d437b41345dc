export const SLSA_PROVENANCE_V1 = 'https://slsa.dev/provenance/v1'
export const SLSA_PROVENANCE_V02 = 'https://slsa.dev/provenance/v0.2'

export interface GithubBuild {
  /** `acme/app` */
  readonly repository?: string
  readonly ref?: string
  readonly commit?: string
  readonly workflow?: string
  readonly builderId?: string
  readonly event?: string
  readonly runId?: string
  /** RFC 3339, whole seconds. */
  readonly startedOn?: string
  readonly finishedOn?: string
}

const BUILD: Required<GithubBuild> = {
  repository: 'acme/app',
  ref: 'refs/heads/main',
  commit: '5f3c1e0a9b7d4826c1f0e3a2b4d6879012345678',
  workflow: '.github/workflows/release.yml',
  builderId: 'https://github.com/actions/runner/github-hosted',
  event: 'push',
  runId: '4711',
  startedOn: '2026-01-01T00:00:00Z',
  finishedOn: '2026-01-01T00:05:00Z',
}

/** SLSA provenance v1 in the shape GitHub's `actions/attest-build-provenance` writes. */
export function slsaProvenanceV1(varied: GithubBuild = {}): object {
  const build = { ...BUILD, ...varied }
  const source = `https://github.com/${build.repository}`
  return {
    buildDefinition: {
      buildType: 'https://actions.github.io/buildtypes/workflow/v1',
      externalParameters: { workflow: { ref: build.ref, repository: source, path: build.workflow } },
      internalParameters: {
        github: {
          event_name: build.event,
          repository_id: '1001',
          repository_owner_id: '2002',
          runner_environment: 'github-hosted',
        },
      },
      resolvedDependencies: [{ uri: `git+${source}@${build.ref}`, digest: { gitCommit: build.commit } }],
    },
    runDetails: {
      builder: { id: build.builderId },
      metadata: {
        invocationId: `${source}/actions/runs/${build.runId}/attempts/1`,
        startedOn: build.startedOn,
        finishedOn: build.finishedOn,
      },
    },
  }
}

/** SLSA provenance v0.2 in the shape the SLSA GitHub generator writes. */
export function slsaProvenanceV02(varied: GithubBuild = {}): object {
  const build = { ...BUILD, ...varied }
  const uri = `git+https://github.com/${build.repository}@${build.ref}`
  return {
    builder: { id: build.builderId },
    buildType: 'https://github.com/slsa-framework/slsa-github-generator/container@v1',
    invocation: {
      configSource: { uri, digest: { sha1: build.commit }, entryPoint: build.workflow },
      parameters: {},
      environment: {
        github_event_name: build.event,
        github_ref: build.ref,
        github_repository_id: '1001',
        github_run_id: build.runId,
        github_sha1: build.commit,
      },
    },
    metadata: {
      buildInvocationID: `${build.runId}-1`,
      buildStartedOn: build.startedOn,
      buildFinishedOn: build.finishedOn,
      completeness: { parameters: true, environment: false, materials: false },
      reproducible: false,
    },
    materials: [{ uri, digest: { sha1: build.commit } }],
  }
}
