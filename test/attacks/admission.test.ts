import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { created, updated } from '../engines/gatekeeper/cluster/admission.ts'
import { type Images, pod, TEMPLATED, workload } from '../engines/gatekeeper/cluster/workloads.ts'
import type { KubeObject } from '../engines/gatekeeper/harness.ts'
import { reviewPolicy } from '../gateway/scene.ts'
import { type Cluster, cluster, expectOnly, NO_CLUSTER } from './cluster.ts'
import { PATIENT, TWO_PROFILES } from './gateway.ts'

describe.skipIf(NO_CLUSTER).each(['decision', 'document'] as const)('in %s mode', (asks) => {
  let house: Cluster
  let good: string
  let bare: string
  const missing = asks === 'decision' ? 'claim-missing' : 'requirements-unmet'
  beforeAll(async () => {
    const policies = {
      'reviewed.yaml': reviewPolicy('reviewed', 'enforce', 'REGISTRY/acme/**'),
      'other.yaml': reviewPolicy('other', 'enforce', 'REGISTRY/other/**'),
    }
    house = await cluster({ asks, policies, ...TWO_PROFILES, ...PATIENT })
    good = house.scene.good.pinned
    bare = house.scene.bare.pinned
  })
  afterAll(() => house?.close())

  it('C86 a debug container is judged when it joins a pod that runs', async () => {
    const joins = (image: string, more: object = { subresource: 'ephemeralcontainers' }): KubeObject =>
      updated(pod({ containers: [bare] }), pod({ containers: [bare], ephemeral: [image] }), more)
    await expectOnly(house, joins(good), missing, {
      'a bad one joins': joins(bare),
      'a bad one joins, and the request says nothing of a subresource': joins(bare, {}),
      'a bad one joins under the name of the container': updated(
        pod({ containers: [bare] }),
        { ...pod({}), spec: { ...spec({ containers: [bare] }), ephemeralContainers: [{ name: 'c0', image: bare }] } },
        { subresource: 'ephemeralcontainers' },
      ),
      'the image of one that joined is another': updated(
        pod({ containers: [bare], ephemeral: [good] }),
        pod({ containers: [bare], ephemeral: [bare] }),
      ),
    })
  })

  it('C87 every place of a pod that names an image is judged', async () => {
    const sidecar = (image: string): KubeObject => {
      const initContainers = [{ name: 'proxy', image, restartPolicy: 'Always' }]
      return created({ ...pod({}), spec: { ...spec({ containers: [good] }), initContainers } })
    }
    const fine = { containers: [good], init: [good], ephemeral: [good], volumes: [good] }
    expect(await house.admit(sidecar(good))).toBe('allow')
    await expectOnly(house, created(pod(fine)), missing, {
      container: created(pod({ ...fine, containers: [good, bare] })),
      'init container': created(pod({ ...fine, init: [bare] })),
      sidecar: sidecar(bare),
      'debug container': created(pod({ ...fine, ephemeral: [bare] })),
      'image volume': created(pod({ ...fine, volumes: [good, bare] })),
    })
  })

  it('C87 every kind that makes pods is judged', async () => {
    for (const kind of TEMPLATED) {
      const of = (images: Images): KubeObject => created(workload(kind, images))
      await expectOnly(house, of({ containers: [good], init: [good], volumes: [good] }), missing, {
        [kind]: of({ containers: [bare] }),
        [`${kind}, init`]: of({ containers: [good], init: [bare] }),
        [`${kind}, volume`]: of({ containers: [good], volumes: [bare] }),
      })
    }
  })

  it('C87 an image where the template knows of none is denied: image-unseen', async () => {
    const more = (members: object): KubeObject =>
      created({ ...pod({}), spec: { ...spec({ containers: [good] }), ...members } })
    await expectOnly(house, more({ imagePullSecrets: [{ name: 'x' }], nodeSelector: { image: 'x' } }), 'image-unseen', {
      'a list that is new': more({ debugContainers: [{ name: 'x', image: bare }] }),
      'a member of a container': more({ containers: [{ name: 'c0', image: good, shim: { image: bare } }] }),
      'a member of a volume': more({ volumes: [{ name: 'v', oci: { imageReference: bare } }] }),
      'a good one too': more({ debugContainers: [{ name: 'x', image: good }] }),
    })
  })

  it('C87 a kind that the constraint was extended to, and the template does not know, is denied: images-missing', async () => {
    await house.restart('0s', (manifest) => {
      if (manifest.kind !== 'PawlAttestations') return manifest
      const match = { kinds: [{ apiGroups: ['*'], kinds: ['*'] }] }
      return { ...manifest, spec: { ...manifest.spec, match } }
    })
    const custom = (kind: string): KubeObject => {
      const template = { spec: spec({ containers: [good] }) }
      const request = created({ ...workload('Deployment', { containers: [good] }), spec: { template } })
      return { ...request, kind: { group: 'apps', version: 'v1', kind } }
    }
    await expectOnly(house, custom('Deployment'), 'images-missing', {
      Rollout: custom('Rollout'),
      deployment: custom('deployment'),
    })
    await house.restart('0s')
  })

  it('C90 a pod that is being deleted is judged when it gets another image, and loses its finalizers', async () => {
    const deleting = { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['a.test/b'] }
    const from = pod({ containers: [bare] }, deleting)
    expect(await house.admit(updated(from, pod({ containers: [bare] }, { ...deleting, finalizers: [] })))).toBe('allow')
    await expectOnly(house, updated(from, pod({ containers: [good] }, deleting)), missing, {
      'to a bad one': updated(pod({ containers: [good] }, deleting), pod({ containers: [bare] }, deleting)),
      'to a bad one, and loses its finalizers': updated(
        pod({ containers: [good] }, deleting),
        pod({ containers: [bare] }, { ...deleting, finalizers: [] }),
      ),
      'a bad one beside': updated(from, pod({ containers: [bare, bare] }, deleting)),
    })
  })
})

const spec = (images: Images): object => pod(images)['spec'] as object
