package main

import (
	"encoding/hex"
	"fmt"
	"strings"

	protobundle "github.com/sigstore/protobuf-specs/gen/pb-go/bundle/v1"
	"github.com/sigstore/sigstore-go/pkg/bundle"
	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore-go/pkg/verify"
	"google.golang.org/protobuf/encoding/protojson"
)

// One bundle, judged as sigstore-go judges it.
func answer(asked question, trust *trustCache) (found reply) {
	// A panic is an answer too, and no yes.
	defer func() {
		if broken := recover(); broken != nil {
			found = refused(asked, stagePanic, fmt.Errorf("panic: %v", broken))
		}
	}()
	material, err := trust.material(asked)
	if err != nil {
		return refused(asked, stageRoot, err)
	}
	read := new(protobundle.Bundle)
	if err := protojson.Unmarshal(asked.Bundle, read); err != nil {
		return refused(asked, stageParse, err)
	}
	whole, err := bundle.NewBundle(read)
	if err != nil {
		return refused(asked, stageShape, err)
	}
	result, err := verifyBundle(asked, material, whole)
	if err != nil {
		return refused(asked, stageOf(err), err)
	}
	return accepted(asked, result)
}

func verifyBundle(asked question, material root.TrustedMaterial, whole *bundle.Bundle) (*verify.VerificationResult, error) {
	verifier, err := verify.NewVerifier(material, demands(asked)...)
	if err != nil {
		return nil, err
	}
	policy, err := policyOf(asked)
	if err != nil {
		return nil, err
	}
	return verifier.Verify(whole, policy)
}

func demands(asked question) []verify.VerifierOption {
	if asked.Times == 0 && asked.Logs == 0 && asked.Scts == 0 {
		return []verify.VerifierOption{verify.WithNoObserverTimestamps()}
	}
	demanded := []verify.VerifierOption{verify.WithObserverTimestamps(asked.Times)}
	if asked.Logs > 0 {
		demanded = append(demanded, verify.WithTransparencyLog(asked.Logs))
	}
	if asked.Scts > 0 {
		demanded = append(demanded, verify.WithSignedCertificateTimestamps(asked.Scts))
	}
	return demanded
}

func policyOf(asked question) (verify.PolicyBuilder, error) {
	who := verify.WithoutIdentitiesUnsafe()
	if asked.Identity != "" || asked.Issuer != "" {
		identity, err := verify.NewShortCertificateIdentity(asked.Issuer, "", asked.Identity, "")
		if err != nil {
			return verify.PolicyBuilder{}, err
		}
		who = verify.WithCertificateIdentity(identity)
	}
	if asked.Digest == "" {
		return verify.NewPolicy(verify.WithoutArtifactUnsafe(), who), nil
	}
	algorithm, written, _ := strings.Cut(asked.Digest, ":")
	digest, err := hex.DecodeString(written)
	if err != nil {
		return verify.PolicyBuilder{}, err
	}
	return verify.NewPolicy(verify.WithArtifactDigest(algorithm, digest), who), nil
}

func refused(asked question, stage string, err error) reply {
	return reply{ID: asked.ID, Stage: stage, Error: err.Error()}
}

func accepted(asked question, result *verify.VerificationResult) reply {
	found := reply{ID: asked.ID, Accepted: true}
	for _, verified := range result.VerifiedTimestamps {
		found.Times = append(found.Times, verified.Timestamp.Unix())
	}
	if certificate := result.Signature.Certificate; certificate != nil {
		found.Identity, found.Issuer = certificate.SubjectAlternativeName, certificate.Issuer
	}
	return found
}
