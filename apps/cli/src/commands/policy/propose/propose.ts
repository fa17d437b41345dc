import { dirname, join, relative, resolve } from 'node:path'
import type { TrustConfiguration } from '@pawl/core'
import { type AccessFor, type Gathered, gather, loadTrustFile, loadTrustOf, printable } from '@pawl/setup'
import { readBack } from '../../../output/read-back.ts'
import type { ProposedFile } from '../../../output/write-beside.ts'
import { counted } from '../../../output/yaml-lines.ts'
import type { World } from '../../../world.ts'
import { refuseUnlessAllowed } from './check-proposal.ts'
import { imagesOf } from './choose-claims.ts'
import { discoveryTrust, type Trustworthy } from './discovery-trust.ts'
import { refuseNothing } from './nothing-to-propose.ts'
import { type PolicyProposal, proposePolicy } from './propose-policy.ts'
import { proposeTrust } from './propose-trust.ts'
import { renderPolicy } from './render-policy.ts'
import { renderTrust } from './render-trust.ts'
import { BY_CONFIGURATION, describeTurnedDown, turnedDown, unknownSigners } from './turned-down.ts'
import { verifyAgain } from './verify-again.ts'
import { writeProposal } from './write-proposal.ts'

export interface ProposeOptions extends Trustworthy {
  readonly evidence: readonly string[]
  readonly access: AccessFor
  /** A trust configuration that is there already: then only a policy is proposed. */
  readonly trust?: string
  readonly name: string
  /** A folder; standard output without one. */
  readonly out?: string
  /** Epoch seconds. */
  readonly now: number
}

/** Files given by hand have no end. */
const ENDLESS = Number.POSITIVE_INFINITY

type Outside = Pick<World, 'out' | 'err' | 'loadOpa'>

/** Writes what the evidence of images that run today has in common. It decides nothing: the exit code is 0 when it could write it. */
export async function propose(
  subjects: readonly string[],
  options: ProposeOptions,
  { out, err, loadOpa }: Outside,
): Promise<0> {
  const basis =
    options.trust === undefined ? await discovered(subjects, options) : await given(subjects, options.trust, options)
  const { document } = basis.gathered
  const policy = proposePolicy(document, {
    trust: basis.trust,
    now: options.now,
    name: options.name,
    turnedDown: basis.turnedDown,
  })
  // Said once: in the trust configuration, where one is written.
  const text = renderPolicy(policy, basis.files.length === 0 ? basis.turnedDown : [])
  await refuseUnlessAllowed(readBack(text, 'policy.yaml', policy.written), document, policy.from, loadOpa)
  writeProposal([...basis.files, { name: 'policy.yaml', text }], options.out, out, err)
  remind(policy, err)
  return 0
}

/** What the policy is made from, and the files that belong to it. */
interface Basis {
  readonly trust: TrustConfiguration
  readonly gathered: Gathered
  readonly turnedDown: readonly string[]
  readonly files: readonly ProposedFile[]
}

/** Those who signed, as a trust configuration that has been read back, and the claims that come of it. */
async function discovered(references: readonly string[], options: ProposeOptions): Promise<Basis> {
  const { now, evidence, name, access } = options
  const discovery = discoveryTrust(options)
  const { subjects, document } = await gather(references, evidence, discovery, { now, until: ENDLESS }, access([]))
  const path = join(options.out ?? '.', 'trust.yaml')
  const pathFor = (file: string): string => relative(resolve(dirname(path)), resolve(file))
  const proposal = proposeTrust(subjects, discovery, { ...options, name, now, pathFor })
  if (proposal.attesters.length === 0) refuseNothing(imagesOf(document), document, proposal.turnedDown)
  const text = renderTrust(proposal)
  const trust = loadTrustOf(readBack(text, path, proposal.written))
  const gathered = verifyAgain(subjects, trust, now)
  return { trust, gathered, turnedDown: proposal.turnedDown, files: [{ name: 'trust.yaml', text }] }
}

async function given(
  references: readonly string[],
  path: string,
  { evidence, now, access }: ProposeOptions,
): Promise<Basis> {
  const trust = loadTrustFile(path)
  const gathered = await gather(references, evidence, trust, { now, until: ENDLESS }, access([]))
  const notUsed = [
    ...describeTurnedDown(turnedDown(gathered.subjects, new Set()), BY_CONFIGURATION),
    ...unknownSigners(gathered.subjects),
  ]
  return { trust, gathered, turnedDown: notUsed, files: [] }
}

function remind({ without, written }: PolicyProposal, err: World['err']): void {
  for (const reference of without) err.write(`left out, since nothing counts for it: ${printable(reference)}`)
  err.write(`proposed ${counted(written.spec.require.length, 'requirement')}: read every line before you use them`)
}
