/** The image patterns of a policy, and what there is to say about them. */
export interface ProposedImages {
  readonly images: readonly string[]
  readonly notes: readonly string[]
}

/** The repository itself, or the path that all of them share; where that is no more than a host, each of them. */
export function imagePatterns(repositories: readonly string[]): ProposedImages {
  const distinct = [...new Set(repositories)].sort()
  const [only] = distinct
  if (distinct.length === 1 && only !== undefined) {
    const above = only.split('/').slice(0, -1).join('/')
    return {
      images: [only],
      notes: [
        above.includes('/')
          ? `CHECK: this one repository. "${above}/**" would govern everything beside it too, and deny what has less than this one.`
          : 'CHECK: this one repository. What no policy governs is denied.',
      ],
    }
  }
  const common = commonPath(distinct)
  // A host alone is everybody's: ghcr.io/** would be a rule about images of strangers.
  if (!common.includes('/')) {
    return {
      images: distinct,
      notes: ['CHECK: they share no path but the registry, so each is named. What no policy governs is denied.'],
    }
  }
  return {
    images: [`${common}/**`],
    notes: [
      `CHECK: the path that all of them share. It governs every image below it, also those that nobody looked at here. Seen: ${distinct.join(', ')}.`,
    ],
  }
}

function commonPath(repositories: readonly string[]): string {
  const [first = [], ...others] = repositories.map((each) => each.split('/').slice(0, -1))
  const end = first.findIndex((part, index) => !others.every((each) => each[index] === part))
  return (end < 0 ? first : first.slice(0, end)).join('/')
}
