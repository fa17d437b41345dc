interface ResourceRule {
  readonly apiGroups: readonly string[]
  readonly apiVersions: readonly string[]
  readonly operations: readonly string[]
  readonly resources: readonly string[]
}

/** Every kind of Kubernetes itself that holds a pod (facts of the API, v1), matched by name: autogen knows neither ReplicationController nor PodTemplate. */
export const RESOURCE_RULES: readonly ResourceRule[] = [
  rule('', ['pods', 'replicationcontrollers', 'podtemplates'], ['CREATE', 'UPDATE']),
  // An ephemeral container enters by this door alone, and Kyverno listens there only where it is told to.
  rule('', ['pods/ephemeralcontainers'], ['UPDATE']),
  rule('apps', ['daemonsets', 'deployments', 'replicasets', 'statefulsets'], ['CREATE', 'UPDATE']),
  rule('batch', ['jobs', 'cronjobs'], ['CREATE', 'UPDATE']),
]

function rule(group: string, resources: readonly string[], operations: readonly string[]): ResourceRule {
  return { apiGroups: [group], apiVersions: ['v1'], operations, resources }
}

interface Autogen {
  readonly podControllers: { readonly controllers: readonly string[] }
}

/** Autogen would add policies of its own, made by replacing text. */
export const NO_AUTOGEN: Autogen = { podControllers: { controllers: [] } }
