import { POD_PLACES, type PodPlace } from './images.ts'
import { LABELS, type Manifest } from './manifest.ts'
import { PROVIDERS } from './provider-manifest.ts'

/** One Assign for each list of containers and for image volumes: a tag becomes a digest before anything is judged. */
export function assignManifests(): readonly Manifest[] {
  return POD_PLACES.flatMap((place) => [
    ...place.lists.map((list) => assign(place, list, `${place.spec}.${list}[name:*].image`, [])),
    // Without the test an Assign would make every volume an image volume.
    assign(place, 'volumes', `${place.spec}.volumes[name:*].image.reference`, [
      { subPath: `${place.spec}.volumes[name:*].image.reference`, condition: 'MustExist' },
    ]),
  ])
}

function assign(
  { name, kinds }: PodPlace,
  list: string,
  location: string,
  pathTests: readonly { readonly subPath: string; readonly condition: string }[],
): Manifest {
  return {
    apiVersion: 'mutations.gatekeeper.sh/v1beta1',
    kind: 'Assign',
    metadata: { name: `pawl-pin-${name}-${list.toLowerCase()}`, labels: LABELS },
    spec: {
      applyTo: kinds.map((each) => ({ groups: [each.group], versions: ['v1'], kinds: each.kinds })),
      match: { scope: 'Namespaced' },
      location,
      parameters: {
        ...(pathTests.length > 0 ? { pathTests } : {}),
        assign: {
          externalData: { provider: PROVIDERS.mutate, dataSource: 'ValueAtLocation', failurePolicy: 'Fail' },
        },
      },
    },
  }
}
