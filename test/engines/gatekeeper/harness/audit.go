package main

import (
	"context"
	"fmt"

	"github.com/go-logr/logr"
	"github.com/open-policy-agent/frameworks/constraint/pkg/client/reviews"
	"github.com/open-policy-agent/frameworks/constraint/pkg/types"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/expansion"
	mutation "github.com/open-policy-agent/gatekeeper/v3/pkg/mutation/types"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/target"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/util"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type audited struct {
	Results []violation `json:"results"`
}

// audit reviews an object that lies in the cluster as the audit of Gatekeeper does when it lists from the API server: pkg/audit/manager.go,
// reviewObjects. That function is private and reads files of a folder of its own, so its steps stand here.
func (g *gatekeeper) audit(asked request) (any, error) {
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(asked.Object); err != nil {
		return nil, fmt.Errorf("the object: %w", err)
	}
	if err := g.cluster.give(asked.Namespace); err != nil {
		return nil, err
	}
	var namespace *corev1.Namespace
	if object.GetNamespace() != "" {
		namespace = g.cluster.namespaceOf(object.GetNamespace())
	}
	answer, err := g.auditOne(object, namespace, mutation.SourceTypeOriginal)
	if err != nil {
		return nil, err
	}
	base := &mutation.Mutable{Object: object, Namespace: namespace, Source: mutation.SourceTypeOriginal}
	resultants, err := g.expansion.Expand(base)
	if err != nil {
		return nil, err
	}
	for _, resultant := range resultants {
		expanded, err := g.auditOne(resultant.Obj, namespace, mutation.SourceTypeGenerated)
		if err != nil {
			return nil, err
		}
		expansion.OverrideEnforcementAction(resultant.EnforcementAction, expanded)
		expansion.AggregateResponses(resultant.TemplateName, answer, expanded)
	}
	return audited{Results: violationsOf(answer)}, nil
}

func (g *gatekeeper) auditOne(object *unstructured.Unstructured, namespace *corev1.Namespace, source mutation.SourceType) (*types.Responses, error) {
	options := []reviews.ReviewOpt{reviews.EnforcementPoint(util.AuditEnforcementPoint), reviews.Stats(false)}
	if option := util.NamespaceReviewOpt(namespace, logr.Discard()); option != nil {
		options = append(options, option)
	}
	return g.client.Review(context.Background(), target.AugmentedUnstructured{Object: *object, Namespace: namespace, Source: source}, options...)
}

func violationsOf(answer *types.Responses) []violation {
	found := []violation{}
	for _, result := range answer.Results() {
		found = append(found, violation{
			Message:           result.Msg,
			EnforcementAction: result.EnforcementAction,
			Constraint:        result.Constraint.GetName(),
			Details:           result.Metadata["details"],
		})
	}
	return found
}
