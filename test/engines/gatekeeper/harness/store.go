package main

import (
	"context"
	"encoding/json"
	"fmt"

	externaldata "github.com/open-policy-agent/frameworks/constraint/pkg/apis/externaldata/unversioned"
	"github.com/open-policy-agent/frameworks/constraint/pkg/core/templates"
	"github.com/open-policy-agent/gatekeeper/v3/apis"
	expansion "github.com/open-policy-agent/gatekeeper/v3/apis/expansion/unversioned"
	mutations "github.com/open-policy-agent/gatekeeper/v3/apis/mutations/unversioned"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/mutation/mutators"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
)

var (
	scheme = runtime.NewScheme()
	// The API server refuses a field that the schema does not know, as kubectl asks it to.
	strict = serializer.NewCodecFactory(scheme, serializer.EnableStrict).UniversalDeserializer()
)

func init() {
	if err := apis.AddToScheme(scheme); err != nil {
		panic(err)
	}
}

// store does what happens to a resource of Gatekeeper: its webhook judges the object, and if it admits it, the controller of its kind takes it up.
func (g *gatekeeper) store(op string, written json.RawMessage) error {
	object := &unstructured.Unstructured{}
	if err := object.UnmarshalJSON(written); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	if err := g.admitted(object, written); err != nil {
		return fmt.Errorf("%s: %w", op, err)
	}
	switch op {
	case "template":
		return g.storeTemplate(written)
	case "constraint":
		_, err := g.client.AddConstraint(context.Background(), object)
		return err
	case "provider":
		provider := &externaldata.Provider{}
		if err := convert(written, provider); err != nil {
			return err
		}
		return g.providers.Upsert(provider)
	case "assign":
		return g.storeAssign(written)
	}
	template := &expansion.ExpansionTemplate{}
	if err := convert(written, template); err != nil {
		return err
	}
	return g.expansion.UpsertTemplate(template)
}

func (g *gatekeeper) storeTemplate(written json.RawMessage) error {
	template := &templates.ConstraintTemplate{}
	if err := convert(written, template); err != nil {
		return err
	}
	_, err := g.client.AddTemplate(context.Background(), template)
	return err
}

func (g *gatekeeper) storeAssign(written json.RawMessage) error {
	assign := &mutations.Assign{}
	if err := convert(written, assign); err != nil {
		return err
	}
	mutator, err := mutators.MutatorForAssign(assign)
	if err != nil {
		return err
	}
	return g.mutations.Upsert(mutator)
}

func convert(written json.RawMessage, into any) error {
	typed, _, err := strict.Decode(written, nil, nil)
	if err != nil {
		return err
	}
	return scheme.Convert(typed, into, nil)
}
