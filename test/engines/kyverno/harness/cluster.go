package main

import (
	"encoding/json"
	"fmt"

	policiesv1beta1 "github.com/kyverno/api/api/policies.kyverno.io/v1beta1"
	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	"github.com/kyverno/kyverno/pkg/cel/libs"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// What is asked of the harness.
type request struct {
	// open, store, resource, review, mutate or verify.
	Op string `json:"op"`
	// store: a ValidatingPolicy or a MutatingPolicy. resource: an object that resource.Get finds.
	Object json.RawMessage `json:"object"`
	// store: without Kyverno's webhook for policies, which compiles a policy a second time.
	Unjudged bool `json:"unjudged"`
	// resource: its plural name.
	Plural string `json:"plural"`
	// review, mutate: an AdmissionRequest (admission.k8s.io/v1).
	Request json.RawMessage `json:"request"`
	// review, mutate: how often, to measure; the last answer is given. At least once.
	Times int `json:"times"`
}

// A cluster whose policies are what was stored since it was opened.
type cluster struct {
	validating []policiesv1beta1.ValidatingPolicyLike
	mutating   []policiesv1beta1.MutatingPolicyLike
	context    *libs.FakeContextProvider
	// What `verify` asks by: the last ClusterPolicy that was stored.
	images *kyvernov1.ClusterPolicy
	// Made when something is reviewed for the first time after a change: compiling takes its time.
	webhooks *webhooks
}

func newCluster() *cluster {
	running := &cluster{}
	running.open()
	return running
}

func (running *cluster) open() {
	// The libraries of CEL read the cluster through this; there is no cluster, and what is in it is told by `resource`.
	running.context = libs.NewFakeContextProvider()
	libs.LibraryContext = running.context
	running.validating, running.mutating, running.images, running.webhooks = nil, nil, nil, nil
}

func (running *cluster) do(asked request) (any, error) {
	switch asked.Op {
	case "open":
		running.open()
		return true, nil
	case "store":
		return running.store(asked)
	case "resource":
		return true, running.resource(asked)
	case "review", "mutate", "verify":
		return running.review(asked)
	}
	return nil, fmt.Errorf("there is no operation %q", asked.Op)
}

func (running *cluster) resource(asked request) error {
	var object unstructured.Unstructured
	if err := json.Unmarshal(asked.Object, &object.Object); err != nil {
		return err
	}
	version, err := schema.ParseGroupVersion(object.GetAPIVersion())
	if err != nil {
		return err
	}
	return running.context.AddResource(version.WithResource(asked.Plural), &object)
}
