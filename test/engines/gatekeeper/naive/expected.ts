import { EVIL } from '../cluster/images.ts'
import { answers, bodyWith, type Items, inTurn, late, redirects, says, withStatus } from '../provider/behaviours.ts'
import type { Behaviour } from '../provider/provider-double.ts'
import type { Style } from './styles.ts'

export type Verdict = 'admits' | 'denies'

export interface Row {
  readonly when: string
  readonly provider: (style: Style) => Behaviour
  /** The same request once more, with Gatekeeper's cache: the second verdict counts. */
  readonly cached?: true
  /** In the order of STYLES. Written down before anything was run. */
  readonly verdicts: readonly [Verdict, Verdict, Verdict, Verdict, Verdict]
}

const yes =
  ({ yes }: Style): Items =>
  (keys) =>
    keys.map(yes)
/** Yes to all, and `instead` for the image of the attacker. */
const but =
  (style: Style, instead: (key: string) => readonly object[]): Items =>
  (keys) =>
    keys.flatMap((key) => (key === EVIL ? instead(key) : [style.yes(key)])) as ReturnType<Items>

const PAGE = '<html><body>503 Service Unavailable</body></html>'
const SECOND_AND_A_HALF = 1500

/**
 * A pod with two images, and what becomes of it. All but the first two rows and the last two should be denied: the provider never said yes to the second
 * image, or took it back.
 */
export const ROWS: readonly Row[] = [
  {
    when: 'the provider says yes to both',
    provider: (style) => answers(yes(style)),
    verdicts: ['admits', 'admits', 'admits', 'admits', 'admits'],
  },
  {
    when: 'the provider says yes to both, behind a redirect',
    provider: (style) => redirects(307, answers(yes(style))),
    verdicts: ['admits', 'admits', 'admits', 'admits', 'admits'],
  },
  {
    when: 'the provider says no to one',
    provider: (style) => answers(but(style, (key) => [style.no(key)])),
    // One good image covers the other.
    verdicts: ['denies', 'denies', 'denies', 'admits', 'denies'],
  },
  {
    when: 'the provider says no, without what the message is made of',
    provider: (style) => answers(but(style, (key) => [style.unexplained(key)])),
    // An error of no length is no error to Gatekeeper; sprintf of nothing is undefined, and the violation with it.
    verdicts: ['admits', 'denies', 'admits', 'admits', 'denies'],
  },
  {
    when: 'the provider leaves one key out',
    provider: (style) => answers(but(style, () => [])),
    verdicts: ['admits', 'admits', 'admits', 'admits', 'admits'],
  },
  {
    when: 'the provider answers one key with a value that lacks the verdict',
    provider: (style) => answers(but(style, (key) => [{ key, value: {} }])),
    verdicts: ['admits', 'admits', 'admits', 'admits', 'admits'],
  },
  {
    when: 'the provider has an error for one key',
    provider: (style) => answers(but(style, (key) => [{ key, error: 'registry timeout' }])),
    verdicts: ['denies', 'denies', 'denies', 'admits', 'admits'],
  },
  {
    when: 'the provider answers 503 with a yes to both',
    provider: (style) => withStatus(503, yes(style)),
    verdicts: ['admits', 'admits', 'admits', 'admits', 'denies'],
  },
  {
    when: 'a proxy answers 503 with JSON of its own',
    provider: () => says(503, '{"message":"no healthy upstream"}'),
    verdicts: ['admits', 'admits', 'admits', 'denies', 'denies'],
  },
  {
    when: 'the provider answers 500 and {}',
    provider: () => says(500, '{}'),
    verdicts: ['admits', 'admits', 'admits', 'denies', 'denies'],
  },
  {
    when: 'a proxy answers 503 with a page',
    provider: () => says(503, PAGE, 'text/html'),
    // The errors are null then, and the count of null is undefined.
    verdicts: ['admits', 'denies', 'denies', 'denies', 'denies'],
  },
  {
    when: 'the provider answers null',
    provider: () => says(200, 'null'),
    verdicts: ['admits', 'admits', 'admits', 'denies', 'admits'],
  },
  {
    when: 'the provider has a systemError and no items',
    provider: () => says(200, bodyWith([], { systemError: 'registry down' })),
    verdicts: ['admits', 'denies', 'denies', 'denies', 'admits'],
  },
  {
    when: 'the provider answers after the timeout',
    provider: (style) => late(SECOND_AND_A_HALF, answers(yes(style))),
    verdicts: ['admits', 'denies', 'denies', 'denies', 'denies'],
  },
  {
    when: 'the provider says yes to both, and Gatekeeper asks its cache',
    provider: (style) => answers(yes(style)),
    cached: true,
    // The status of an answer out of the cache is 0.
    verdicts: ['admits', 'admits', 'admits', 'admits', 'denies'],
  },
  {
    when: 'the provider failed for a moment, and Gatekeeper asks its cache',
    provider: (style) =>
      inTurn(answers(but(style, (key) => [{ key, error: 'registry timeout' }])), answers(yes(style))),
    cached: true,
    verdicts: ['denies', 'denies', 'denies', 'admits', 'denies'],
  },
]
