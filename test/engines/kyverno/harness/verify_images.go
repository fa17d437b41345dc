package main

import (
	"context"
	"encoding/json"
	"fmt"

	kyvernov1 "github.com/kyverno/kyverno/api/kyverno/v1"
	kyvernov2 "github.com/kyverno/kyverno/api/kyverno/v2"
	"github.com/kyverno/kyverno/pkg/config"
	"github.com/kyverno/kyverno/pkg/engine"
	"github.com/kyverno/kyverno/pkg/engine/adapters"
	engineapi "github.com/kyverno/kyverno/pkg/engine/api"
	"github.com/kyverno/kyverno/pkg/engine/factories"
	"github.com/kyverno/kyverno/pkg/engine/jmespath"
	"github.com/kyverno/kyverno/pkg/engine/policycontext"
	imageverifycache "github.com/kyverno/kyverno/pkg/image/verification/cache"
	"github.com/kyverno/sdk/extensions/registryclient"
	admissionv1 "k8s.io/api/admission/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// What `verifyImages` of a ClusterPolicy costs in the process in which the policies of Pawl are measured: Kyverno's engine for the older kind, without its
// cache of images, with a registry that it asks itself.
type verifier struct {
	engine        engineapi.Engine
	configuration config.Configuration
	jmespath      jmespath.Interface
}

func newVerifier() *verifier {
	configuration := config.NewDefaultConfiguration(false)
	jp := jmespath.New(configuration)
	isCluster := false
	return &verifier{
		engine: engine.NewEngine(
			configuration,
			jp,
			nil,
			factories.DefaultRegistryClientFactory(adapters.RegistryClient(registryclient.New()), nil),
			imageverifycache.DisabledImageVerifyCache(),
			factories.DefaultContextLoaderFactory(nil),
			nil,
			&isCluster,
		),
		configuration: configuration,
		jmespath:      jp,
	}
}

func (verifies *verifier) review(policy *kyvernov1.ClusterPolicy, raw json.RawMessage) (reviewed, error) {
	var request admissionv1.AdmissionRequest
	if err := json.Unmarshal(raw, &request); err != nil {
		return reviewed{}, err
	}
	kind := schema.GroupVersionKind(request.Kind)
	asked, err := policycontext.NewPolicyContextFromAdmissionRequest(verifies.jmespath, request, kyvernov2.RequestInfo{}, kind, verifies.configuration)
	if err != nil {
		return reviewed{}, err
	}
	response, _ := verifies.engine.VerifyAndPatchImages(context.Background(), asked.WithPolicy(policy))
	said := reviewed{Allowed: len(response.PolicyResponse.Rules) > 0}
	for _, rule := range response.PolicyResponse.Rules {
		if rule.Status() != engineapi.RuleStatusPass {
			said.Allowed, said.Message = false, fmt.Sprintf("%s %s", rule.Name(), rule.Message())
		}
	}
	return said, nil
}
