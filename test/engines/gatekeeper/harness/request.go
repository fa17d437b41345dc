package main

import (
	"encoding/json"
	"fmt"
)

type request struct {
	Op string `json:"op"`
	// open
	CacheTTL          string `json:"cacheTTL"`
	ClientCertificate string `json:"clientCertificate"`
	ClientKey         string `json:"clientKey"`
	// template, constraint, provider, assign, expansionTemplate, audit
	Object json.RawMessage `json:"object"`
	// review, mutate: an AdmissionRequest
	Request json.RawMessage `json:"request"`
	// review, mutate, audit: the Namespace as the API server has it
	Namespace json.RawMessage `json:"namespace"`
	// bench
	Of    *request `json:"of"`
	Times int      `json:"times"`
}

type harness struct {
	gatekeeper *gatekeeper
}

type done struct{}

func (h *harness) do(asked request) (any, error) {
	if asked.Op == "open" {
		return h.open(asked)
	}
	if h.gatekeeper == nil {
		return nil, fmt.Errorf("open comes first")
	}
	switch asked.Op {
	case "template", "constraint", "provider", "assign", "expansionTemplate":
		return done{}, h.gatekeeper.store(asked.Op, asked.Object)
	case "review":
		return h.gatekeeper.review(asked)
	case "mutate":
		return h.gatekeeper.mutate(asked)
	case "audit":
		return h.gatekeeper.audit(asked)
	case "bench":
		return h.bench(asked)
	}
	return nil, fmt.Errorf("no such op: %q", asked.Op)
}

// A second open is a pod of Gatekeeper that was started anew: nothing of the first is left.
func (h *harness) open(asked request) (any, error) {
	if h.gatekeeper != nil {
		h.gatekeeper.close()
		h.gatekeeper = nil
	}
	opened, err := newGatekeeper(asked)
	if err != nil {
		return nil, err
	}
	h.gatekeeper = opened
	return done{}, nil
}
