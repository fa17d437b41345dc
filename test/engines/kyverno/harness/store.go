package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	policiesv1 "github.com/kyverno/api/api/policies.kyverno.io/v1"
	policiesv1beta1 "github.com/kyverno/api/api/policies.kyverno.io/v1beta1"
	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	mpolpolicies "github.com/kyverno/kyverno/pkg/cel/policies/mpol"
	vpolpolicies "github.com/kyverno/kyverno/pkg/cel/policies/vpol"
)

// Kyverno's webhook for policies judges what is stored: what does not compile is no policy. A member that its types do not know is an error here, where
// an API server would drop it.
func (running *cluster) store(asked request) (any, error) {
	object := asked.Object
	var meta struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	if err := json.Unmarshal(object, &meta); err != nil {
		return nil, err
	}
	if meta.APIVersion == kyvernov1.SchemeGroupVersion.String() && meta.Kind == "ClusterPolicy" {
		running.images = &kyvernov1.ClusterPolicy{}
		return true, strictly(object, running.images)
	}
	if meta.APIVersion != policiesv1.GroupVersion.String() {
		return nil, fmt.Errorf("not of %s: %s", policiesv1.GroupVersion, meta.APIVersion)
	}
	running.webhooks = nil
	switch meta.Kind {
	case "ValidatingPolicy":
		policy := &policiesv1beta1.ValidatingPolicy{}
		if err := strictly(object, policy); err != nil {
			return nil, err
		}
		if _, err := judged(asked, func() ([]string, error) { return vpolpolicies.Validate(policy) }); err != nil {
			return nil, err
		}
		running.validating = append(running.validating, policy)
		return true, nil
	case "MutatingPolicy":
		policy := &policiesv1beta1.MutatingPolicy{}
		if err := strictly(object, policy); err != nil {
			return nil, err
		}
		if _, err := judged(asked, func() ([]string, error) { return mpolpolicies.Validate(policy) }); err != nil {
			return nil, err
		}
		running.mutating = append(running.mutating, policy)
		return true, nil
	}
	return nil, fmt.Errorf("not a policy that is known here: %s", meta.Kind)
}

func judged(asked request, validate func() ([]string, error)) ([]string, error) {
	if asked.Unjudged {
		return nil, nil
	}
	return validate()
}

func strictly(object []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(object))
	decoder.DisallowUnknownFields()
	return decoder.Decode(into)
}
