import { type CorpusFolder, STRANGER } from './corpus-row.ts'

const INDEX = 'sha256:234e2c830c2fb31ac5671789d22adfe44d30c3ee831d01beae5e237841a13122'
const PLATFORM = 'sha256:d1fc0de9c6a33e502c488221644de1736c53d8ddb59b0e41b4946fb26af50e69'
const LAYER = 'blobs/sha256/e163b472f2e5d66e5a2a45e26e020c51a0d2da7dc8b567b31fc2ebfd33dbc33a'
const BUILDKIT = 'blobs/sha256/8d63b5e440cc7cfa68622b4a3cae2dbe215f8f8dcc9f2fa4ffd3078d40d61a84'
const GENERATOR = {
  issuer: 'https://token.actions.githubusercontent.com',
  identity:
    'https://github.com/slsa-framework/slsa-github-generator/.github/workflows/generator_container_slsa3.yml@refs/tags/v2.1.0',
}

const MANIFEST = 'blobs/sha256/21454caf3a160dfbe6359f0501aa8401c6c0f2c7a8b71380ea21f8c4b48b64fe'
/** The oracles are given the layer, in which the certificate is not. */
const ATTACHED = {
  signature: 'accept',
  oracle: { answers: 'reject', because: 'it reads bundles, and this is an envelope with the rest beside it' },
  sigstoreGo: 'parse',
} as const

export const OCI_LAYOUT: CorpusFolder = {
  folder: 'oci-layout',
  others: {
    'image.digest': 'the digest of the image, an index',
    'index.json': 'the index of the layout: the image, and what cosign attached to it',
    'oci-layout': 'the version of the layout',
    'blobs/sha256/21454caf3a160dfbe6359f0501aa8401c6c0f2c7a8b71380ea21f8c4b48b64fe':
      'what cosign attached: a manifest with the certificate and the log entry of its layer in annotations',
    'blobs/sha256/234e2c830c2fb31ac5671789d22adfe44d30c3ee831d01beae5e237841a13122': 'the index of the image',
    'blobs/sha256/533ae3a04dfa4bc6818f734589a6d80816ab8f6f24f5dabce5a05f1df10ebb92': 'the configuration of the image',
    'blobs/sha256/86c42567c8b6c16e73362c1aac3b0054744e29bd2f922b3e9cbcbb6b96fd7aae':
      'the configuration of the attestation of BuildKit',
    'blobs/sha256/994025264a85542118ab73a59d30e51516ea596238c1fb4adeb674294519de57':
      'the configuration of what cosign attached',
    'blobs/sha256/a79645dc6fd76a0db9c9c04f5ba722ecb7d1fa8cdfc1d848d931d884cbab02ea':
      'the manifest of the attestation of BuildKit',
    'blobs/sha256/d1fc0de9c6a33e502c488221644de1736c53d8ddb59b0e41b4946fb26af50e69': 'the manifest of one platform',
  },
  rows: [
    {
      file: LAYER,
      root: 'public-good',
      subject: { digest: INDEX },
      attester: GENERATOR,
      variant: 'its annotations are left aside',
      // Without them there is neither certificate nor time.
      signature: 'reject',
      sigstoreGo: 'parse',
      claim: 'signature-unverified',
    },
    {
      file: LAYER,
      layerOf: MANIFEST,
      root: 'public-good',
      subject: { digest: INDEX },
      attester: GENERATOR,
      ...ATTACHED,
      claim: 'allowed provenance',
    },
    {
      file: LAYER,
      layerOf: MANIFEST,
      variant: 'asked about one platform',
      root: 'public-good',
      subject: { digest: PLATFORM },
      attester: GENERATOR,
      ...ATTACHED,
      claim: 'subject-mismatch',
      because: 'it is about the index, and a platform is another artifact',
    },
    {
      file: LAYER,
      layerOf: MANIFEST,
      variant: 'another workflow of the same repository is trusted',
      root: 'public-good',
      subject: { digest: INDEX },
      attester: { ...GENERATOR, identity: GENERATOR.identity.replace('container', 'generic') },
      ...ATTACHED,
      claim: 'identity-unknown',
      because: 'an identity is compared whole',
    },
    {
      file: BUILDKIT,
      root: 'public-good',
      subject: { digest: PLATFORM },
      attester: STRANGER,
      signature: 'reject',
      sigstoreGo: 'parse',
      claim: 'statement-unsigned',
    },
  ],
}
