import { describe, expect, it } from 'vitest'
import { readKey } from './condition-key.ts'

const OTHERS = new Set(['settings'])

describe('the key of a condition', () => {
  it.each([
    ['{{ scanner.uri }}', ['scanner', 'uri']],
    ['{{scanner.uri}}', ['scanner', 'uri']],
    ['  {{ approved }}  ', ['approved']],
    ['{{ result."has-passed".suite }}', ['result', 'has-passed', 'suite']],
    ['{{ "a.b".c }}', ['a.b', 'c']],
  ])('reads %j as a path', (key, path) => {
    expect(readKey(key, OTHERS)).toEqual({ kind: 'path', path })
  })

  it.each([
    "{{ time_since('', '{{ metadata.scanFinishedOn }}', '') }}",
    "{{ time_since('','{{metadata.scanFinishedOn}}','') }}",
    "{{ time_since('', metadata.scanFinishedOn, '') }}",
  ])('reads %j as the age of a time', (key) => {
    expect(readKey(key, OTHERS)).toEqual({ kind: 'age', path: ['metadata', 'scanFinishedOn'] })
  })

  it('reads a regular expression as one, whatever it is about', () => {
    expect(readKey("{{ regex_match('^a', '{{ builder.id }}') }}", OTHERS)).toEqual({ kind: 'regex' })
  })

  it.each([
    ['a projection', '{{ components[].name }}'],
    ['an index', '{{ components[0].name }}'],
    ['a default', "{{ approved || '' }}"],
    ['a function', '{{ length(components) }}'],
    ['two expressions', '{{ a }}{{ b }}'],
    ['text around it', 'x{{ a }}'],
    ['no expression', 'scanner.uri'],
    ['an empty one', '{{ }}'],
    ['an age until another time', "{{ time_since('', '{{ a }}', '{{ b }}') }}"],
    ['an age in another layout', "{{ time_since('2006', '{{ a }}', '') }}"],
    ['the request', '{{ request.object.metadata.name }}'],
    ['the images', '{{ images.containers }}'],
    ['what the rule gives a name', '{{ settings.data.x }}'],
    ['a number', 5],
    ['nothing', undefined],
    ['something very long', `{{ ${'a'.repeat(2000)} }}`],
  ])('leaves %s alone', (_, key) => {
    expect(readKey(key, OTHERS)).toEqual({ kind: 'other' })
  })
})
