package main

import (
	"context"
	"flag"
	"fmt"
	"net/http"
	"time"

	"github.com/open-policy-agent/frameworks/constraint/pkg/client"
	"github.com/open-policy-agent/frameworks/constraint/pkg/client/drivers/rego"
	"github.com/open-policy-agent/frameworks/constraint/pkg/externaldata"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/controller/config/process"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/expansion"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/mutation"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/target"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/util"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/webhook"
	"sigs.k8s.io/controller-runtime/pkg/certwatcher"
)

// gatekeeper is what the main package of Gatekeeper puts together in setupControllers, without the controllers: what they would read from the API server
// is given by store.
type gatekeeper struct {
	client    *client.Client
	providers *externaldata.ProviderCache
	mutations *mutation.System
	expansion *expansion.System
	cluster   *cluster
	validates http.Handler
	mutates   http.Handler
	close     context.CancelFunc
}

func init() {
	// With it the webhook tells what it found of every constraint, dryrun included, in its own log.
	if err := flag.Set("log-denies", "true"); err != nil {
		panic(err)
	}
}

func newGatekeeper(asked request) (*gatekeeper, error) {
	ttl, err := time.ParseDuration(asked.CacheTTL)
	if err != nil || ttl < 0 {
		return nil, fmt.Errorf("cacheTTL is no duration: %q", asked.CacheTTL)
	}
	certificate, err := certwatcher.New(asked.ClientCertificate, asked.ClientKey)
	if err != nil {
		return nil, fmt.Errorf("the client certificate: %w", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	// It looks for a renewed certificate until the pod ends, and holds a file of the system for that.
	go func() { _ = certificate.Start(ctx) }()
	opened := &gatekeeper{providers: externaldata.NewCache(), cluster: &cluster{}, close: cancel}
	if opened.client, err = newClient(ctx, opened.providers, ttl, certificate); err != nil {
		cancel()
		return nil, err
	}
	opened.mutations = mutation.NewSystem(mutation.SystemOpts{
		Reporter:          mutation.NewStatsReporter(),
		ProviderCache:     opened.providers,
		ClientCertWatcher: certificate,
	})
	opened.expansion = expansion.NewSystem(opened.mutations)
	if err := opened.serve(); err != nil {
		cancel()
		return nil, err
	}
	return opened, nil
}

// newClient has the defaults of every flag but the time to live. The driver of CEL is left out: it has no external data.
func newClient(ctx context.Context, providers *externaldata.ProviderCache, ttl time.Duration, certificate *certwatcher.CertWatcher) (*client.Client, error) {
	args := []rego.Arg{rego.Tracing(false), rego.DisableBuiltins(), rego.AddExternalDataProviderCache(providers)}
	if ttl > 0 {
		args = append(args, rego.AddExternalDataProviderResponseCache(externaldata.NewProviderResponseCache(ctx, ttl)))
	}
	args = append(args, rego.EnableExternalDataClientAuth(), rego.AddExternalDataClientCertWatcher(certificate))
	args = append(args, rego.Externs("inventory"))
	driver, err := rego.New(args...)
	if err != nil {
		return nil, err
	}
	return client.NewClient(
		client.Targets(&target.K8sValidationTarget{}),
		client.Driver(driver),
		client.EnforcementPoints(util.AuditEnforcementPoint, util.WebhookEnforcementPoint),
	)
}

// serve lets Gatekeeper register its two webhooks, and keeps their handlers.
func (g *gatekeeper) serve() error {
	server := &server{handlers: map[string]http.Handler{}}
	manager := &manager{cluster: g.cluster, server: server}
	dependencies := webhook.Dependencies{
		OpaClient:       g.client,
		ProcessExcluder: process.New(),
		MutationSystem:  g.mutations,
		ExpansionSystem: g.expansion,
	}
	if err := webhook.AddPolicyWebhook(manager, dependencies); err != nil {
		return err
	}
	if err := webhook.AddMutatingWebhook(manager, dependencies); err != nil {
		return err
	}
	g.validates, g.mutates = server.handlers["/v1/admit"], server.handlers["/v1/mutate"]
	if g.validates == nil || g.mutates == nil {
		return fmt.Errorf("no webhooks were registered")
	}
	return nil
}
