package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"

	admissionv1 "k8s.io/api/admission/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

type reviewed struct {
	Allowed  bool     `json:"allowed"`
	Code     int32    `json:"code"`
	Message  string   `json:"message"`
	Warnings []string `json:"warnings"`
	// As the webhook logged it, in its order, dryrun included.
	Results []violation `json:"results"`
}

// review is an admission as the API server asks for it. What the API server makes of an error, its failurePolicy, is not part of it.
func (g *gatekeeper) review(asked request) (any, error) {
	records.clear()
	response, err := g.ask(g.validates, asked)
	if err != nil {
		return nil, err
	}
	said := reviewed{Allowed: response.Allowed, Warnings: response.Warnings, Results: records.violations()}
	if response.Result != nil {
		said.Code, said.Message = response.Result.Code, response.Result.Message
	}
	if said.Warnings == nil {
		said.Warnings = []string{}
	}
	return said, nil
}

func (g *gatekeeper) ask(webhook http.Handler, asked request) (*admissionv1.AdmissionResponse, error) {
	if err := g.cluster.give(asked.Namespace); err != nil {
		return nil, err
	}
	if len(asked.Request) == 0 {
		return nil, fmt.Errorf("there is no request")
	}
	body := fmt.Appendf(nil, `{"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","request":%s}`, asked.Request)
	call := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	call.Header.Set("Content-Type", "application/json")
	recorded := httptest.NewRecorder()
	webhook.ServeHTTP(recorded, call)
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(recorded.Body.Bytes(), &review); err != nil {
		return nil, fmt.Errorf("the answer of the webhook: %w", err)
	}
	if review.Response == nil {
		return nil, fmt.Errorf("the webhook gave no response")
	}
	return review.Response, nil
}

// admitted asks the webhook about a resource of Gatekeeper, as `kubectl apply` does.
func (g *gatekeeper) admitted(object *unstructured.Unstructured, written json.RawMessage) error {
	kind := object.GroupVersionKind()
	asked, err := json.Marshal(map[string]any{
		"uid":       "resource",
		"kind":      map[string]string{"group": kind.Group, "version": kind.Version, "kind": kind.Kind},
		"resource":  map[string]string{"group": kind.Group, "version": kind.Version, "resource": strings.ToLower(kind.Kind)},
		"name":      object.GetName(),
		"operation": "CREATE",
		"userInfo":  map[string]string{"username": "operator"},
		"object":    written,
	})
	if err != nil {
		return err
	}
	response, err := g.ask(g.validates, request{Request: asked})
	if err != nil {
		return err
	}
	if !response.Allowed {
		return fmt.Errorf("refused by the webhook: %s", response.Result.Message)
	}
	return nil
}
