package main

import (
	"crypto/ed25519"
	"time"

	"github.com/sigstore/sigstore-go/pkg/root"
	"github.com/sigstore/sigstore/pkg/cryptoutils"
	"github.com/sigstore/sigstore/pkg/signature"
)

const mostRoots = 256

// A root is read once, as anybody would who verifies more than one bundle.
type trustCache struct{ roots map[string]*root.TrustedRoot }

func newTrustCache() *trustCache { return &trustCache{roots: map[string]*root.TrustedRoot{}} }

func (cache *trustCache) material(asked question) (root.TrustedMaterial, error) {
	var all root.TrustedMaterialCollection
	if asked.Root != "" {
		trusted, err := cache.root(asked.Root)
		if err != nil {
			return nil, err
		}
		all = append(all, trusted)
	}
	if asked.Key != "" {
		key, err := keyMaterial(asked)
		if err != nil {
			return nil, err
		}
		all = append(all, key)
	}
	return all, nil
}

func (cache *trustCache) root(text string) (*root.TrustedRoot, error) {
	if known, ok := cache.roots[text]; ok {
		return known, nil
	}
	read, err := root.NewTrustedRootFromJSON([]byte(text))
	if err != nil {
		return nil, err
	}
	if len(cache.roots) >= mostRoots {
		cache.roots = map[string]*root.TrustedRoot{}
	}
	cache.roots[text] = read
	return read, nil
}

// One key for every hint: the hint is unsigned and chooses nothing here either.
func keyMaterial(asked question) (root.TrustedMaterial, error) {
	public, err := cryptoutils.UnmarshalPEMToPublicKey([]byte(asked.Key))
	if err != nil {
		return nil, err
	}
	verifier, err := signature.LoadDefaultVerifier(public)
	if key, ok := public.(ed25519.PublicKey); ok {
		// DSSE with Ed25519 is the plain algorithm.
		verifier, err = signature.LoadED25519Verifier(key)
	}
	if err != nil {
		return nil, err
	}
	expiring := root.NewExpiringKey(verifier, moment(asked.KeyFrom), moment(asked.KeyUntil))
	return root.NewTrustedPublicKeyMaterial(func(string) (root.TimeConstrainedVerifier, error) { return expiring, nil }), nil
}

func moment(seconds int64) time.Time {
	if seconds == 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0)
}
