package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"syscall"
	"time"

	"github.com/go-logr/logr"
	"github.com/kyverno/kyverno/pkg/cel/matching"
	mpolcompiler "github.com/kyverno/kyverno/pkg/cel/policies/mpol/compiler"
	mpolengine "github.com/kyverno/kyverno/pkg/cel/policies/mpol/engine"
	vpolcompiler "github.com/kyverno/kyverno/pkg/cel/policies/vpol/compiler"
	vpolengine "github.com/kyverno/kyverno/pkg/cel/policies/vpol/engine"
	"github.com/kyverno/kyverno/pkg/config"
	"github.com/kyverno/kyverno/pkg/event"
	reportutils "github.com/kyverno/kyverno/pkg/utils/report"
	"github.com/kyverno/kyverno/pkg/webhooks/handlers"
	"github.com/kyverno/kyverno/pkg/webhooks/resource/mpol"
	"github.com/kyverno/kyverno/pkg/webhooks/resource/vpol"
	admissionv1 "k8s.io/api/admission/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"sigs.k8s.io/kubectl-validate/pkg/openapiclient"
)

// Kyverno's own handlers of admission requests, as its server sets them up, for the policies of a cluster.
type webhooks struct {
	validate http.Handler
	mutate   http.Handler
}

// Filters as Kyverno's chart sets them, of those that concern what holds a pod.
const filters = "[Event,*,*] [*/*,kube-system,*] [*/*,kube-public,*] [*/*,kube-node-lease,*] [Binding,*,*] [Pod/binding,*,*] [ReplicaSet,*,*] [ReplicaSet/?*,*,*]"

type resourceHandler func(context.Context, logr.Logger, handlers.AdmissionRequest, string, time.Time) handlers.AdmissionResponse

type noEvents struct{}

func (noEvents) Add(...event.Info) {}

func newWebhooks(running *cluster) (*webhooks, error) {
	configuration := config.NewDefaultConfiguration(false)
	configuration.Load(&corev1.ConfigMap{Data: map[string]string{"resourceFilters": filters}})
	// No reports are kept: nobody reads them here.
	reports := reportutils.NewReportingConfig([]string{"fail"})
	namespaceOf := func(name string) *corev1.Namespace {
		return &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{"kubernetes.io/metadata.name": name}}}
	}
	validating, err := vpolengine.NewProvider(vpolcompiler.NewCompiler(), running.validating, nil)
	if err != nil {
		return nil, err
	}
	validatingEngine := vpolengine.NewEngine(validating, namespaceOf, matching.NewMatcher())
	validatingHandler := vpol.New(validatingEngine, running.context, nil, false, noEvents{})

	mutating, err := mpolengine.NewProvider(mpolcompiler.NewCompiler(), running.mutating, nil, running.context)
	if err != nil {
		return nil, err
	}
	converters := mpolcompiler.NewStaticTypeConverterManager(openapiclient.NewHardcodedBuiltins("1.34"))
	mutatingEngine := mpolengine.NewEngine(mutating, namespaceOf, matching.NewMatcher(), converters, running.context)
	mutatingHandler := mpol.New(running.context, mutatingEngine, nil, reports, nil, "", noEvents{})

	through := func(name string, names []string, handler resourceHandler) http.Handler {
		admits := func(ctx context.Context, logger logr.Logger, request handlers.AdmissionRequest, started time.Time) handlers.AdmissionResponse {
			return handler(ctx, logger, request, "", started)
		}
		filtered := handlers.FromAdmissionFunc(name, admits).WithFilter(configuration)
		// Its server finds the kind of the whole object by discovery, which here is the kind of the request.
		var ofKind handlers.AdmissionHandler = func(ctx context.Context, logger logr.Logger, request handlers.AdmissionRequest, started time.Time) handlers.AdmissionResponse {
			request.GroupVersionKind = schema.GroupVersionKind(request.Kind)
			return filtered(ctx, logger, request, started)
		}
		return withPolicies(ofKind.WithAdmission(logr.Discard()).ToHandlerFunc(name), names)
	}
	return &webhooks{
		validate: through("VALIDATE", namesOf(running.validating), validatingHandler.ValidateClustered),
		mutate:   through("MUTATE", namesOf(running.mutating), mutatingHandler.MutateClustered),
	}, nil
}

type reviewed struct {
	Allowed  bool            `json:"allowed"`
	Message  string          `json:"message"`
	Warnings []string        `json:"warnings"`
	Patch    json.RawMessage `json:"patch,omitempty"`
	// Nanoseconds that each of the times took on the wall.
	Took []int64 `json:"took"`
	// Nanoseconds of the processor that all of them took in this process.
	Spent int64 `json:"spent"`
}

func (running *cluster) review(asked request) (any, error) {
	once, err := running.answering(asked)
	if err != nil {
		return nil, err
	}
	var said reviewed
	took := []int64{}
	before := spent()
	for range max(asked.Times, 1) {
		started := time.Now()
		if said, err = once(); err != nil {
			return nil, err
		}
		took = append(took, time.Since(started).Nanoseconds())
	}
	said.Spent, said.Took = spent()-before, took
	return said, nil
}

// What answers once: by posting an AdmissionReview to the handler, as the API server does, or by Kyverno's engine for images.
func (running *cluster) answering(asked request) (func() (reviewed, error), error) {
	if asked.Op == "verify" {
		if running.images == nil {
			return nil, fmt.Errorf("no ClusterPolicy was stored")
		}
		verifies := newVerifier()
		return func() (reviewed, error) { return verifies.review(running.images, asked.Request) }, nil
	}
	if running.webhooks == nil {
		made, err := newWebhooks(running)
		if err != nil {
			return nil, err
		}
		running.webhooks = made
	}
	handler := running.webhooks.validate
	if asked.Op == "mutate" {
		handler = running.webhooks.mutate
	}
	review := map[string]any{"apiVersion": "admission.k8s.io/v1", "kind": "AdmissionReview", "request": runtime.RawExtension{Raw: asked.Request}}
	body, err := json.Marshal(review)
	if err != nil {
		return nil, err
	}
	return func() (reviewed, error) { return post(handler, body) }, nil
}

// Nanoseconds of the processor that this process has spent, user and system.
func spent() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return usage.Utime.Nano() + usage.Stime.Nano()
}

func post(handler http.Handler, body []byte) (reviewed, error) {
	recorder := httptest.NewRecorder()
	call := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
	call.Header.Set("Content-Type", "application/json")
	handler.ServeHTTP(recorder, call)
	if recorder.Code != http.StatusOK {
		return reviewed{}, fmt.Errorf("kyverno answered with status %d: %s", recorder.Code, recorder.Body.String())
	}
	var review admissionv1.AdmissionReview
	if err := json.Unmarshal(recorder.Body.Bytes(), &review); err != nil {
		return reviewed{}, err
	}
	if review.Response == nil {
		return reviewed{}, fmt.Errorf("kyverno gave no response")
	}
	said := reviewed{Allowed: review.Response.Allowed, Warnings: review.Response.Warnings, Patch: review.Response.Patch}
	if review.Response.Result != nil {
		said.Message = review.Response.Result.Message
	}
	return said, nil
}
