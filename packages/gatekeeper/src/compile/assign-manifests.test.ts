import { describe, expect, it } from 'vitest'
import { assignManifests } from './assign-manifests.ts'

const specOf = (name: string) => {
  const [found, ...others] = assignManifests().filter(({ metadata }) => metadata.name === name)
  if (found === undefined || others.length > 0) throw new Error(`not one ${name}`)
  return found.spec
}

describe('assignManifests', () => {
  it('asks the provider that gives strings, for the whole reference, and refuses what it cannot pin', () => {
    expect(assignManifests()).toHaveLength(13)
    for (const { spec } of assignManifests()) {
      expect(spec['parameters']).toMatchObject({
        assign: { externalData: { provider: 'pawl-pin', dataSource: 'ValueAtLocation', failurePolicy: 'Fail' } },
      })
      expect(spec['match']).toStrictEqual({ scope: 'Namespaced' })
    }
  })

  it('makes no volume an image volume that is none', () => {
    const spec = specOf('pawl-pin-workloads-volumes')
    const location = 'spec.template.spec.volumes[name:*].image.reference'
    expect(spec['location']).toBe(location)
    expect(spec['parameters']).toMatchObject({ pathTests: [{ subPath: location, condition: 'MustExist' }] })
  })

  it('pins the pods of a CronJob where they stand', () => {
    const spec = specOf('pawl-pin-cronjobs-containers')
    expect(spec['location']).toBe('spec.jobTemplate.spec.template.spec.containers[name:*].image')
    expect(spec['applyTo']).toStrictEqual([{ groups: ['batch'], versions: ['v1'], kinds: ['CronJob'] }])
  })
})
