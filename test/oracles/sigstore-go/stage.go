package main

import "strings"

// Where a bundle is refused, in the order in which sigstore-go looks.
const (
	stageRoot        = "root"        // the trusted root or the key of the question, not the bundle
	stageParse       = "parse"       // no JSON of a bundle
	stageShape       = "shape"       // a bundle of no supported version, or one that lacks a part
	stageLog         = "log"         // an entry of the transparency log
	stageTimestamp   = "timestamp"   // no verified time
	stageCertificate = "certificate" // the chain of the leaf, or the window of the key
	stageSct         = "sct"         // the log of certificates
	stageSignature   = "signature"   // the signature over the envelope or message
	stageSubject     = "subject"     // the artifact is not what the statement names
	stageStatement   = "statement"   // a signed payload that is no statement
	stageIdentity    = "identity"    // somebody else signed
	stagePanic       = "panic"
)

// Verify wraps each of its steps in a sentence of its own. The more telling parts come first: the subject is asked within the step of the signature.
var sentences = []struct{ part, stage string }{
	{"unable to extract statement from envelope", stageStatement},
	{"failed to fetch envelope statement", stageStatement},
	{"does not match digests in statement", stageSubject},
	{"does not match any digest in statement", stageSubject},
	{"unable to decode subject digest", stageSubject},
	{"artifact does not match digest", stageSubject},
	{"failed to verify log inclusion", stageLog},
	{"failed to verify timestamps", stageTimestamp},
	{"failed to fetch verification content", stageCertificate},
	{"failed to summarize certificate", stageCertificate},
	{"failed to verify leaf certificate", stageCertificate},
	{"must provide timestamp to verify certificate", stageCertificate},
	{"signature time outside of public key validity window", stageCertificate},
	{"failed to verify signed certificate timestamp", stageSct},
	{"SCTs required but bundle is signed with a public key", stageSct},
	{"failed to fetch signature content", stageSignature},
	{"failed to get signature verifier", stageSignature},
	{"failed to verify signature", stageSignature},
	{"failed to verify certificate identity", stageIdentity},
	{"can't verify certificate identities", stageIdentity},
}

// An error that no sentence explains has no stage; a test that meets one fails.
func stageOf(err error) string {
	text := err.Error()
	for _, sentence := range sentences {
		if strings.Contains(text, sentence.part) {
			return sentence.stage
		}
	}
	return ""
}
