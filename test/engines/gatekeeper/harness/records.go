package main

import (
	"fmt"
	"os"
	"strings"
	"sync"

	"github.com/go-logr/logr"
	"github.com/open-policy-agent/gatekeeper/v3/pkg/logging"
	"sigs.k8s.io/controller-runtime/pkg/log"
)

// violation is what one constraint says about one object.
type violation struct {
	Message           string `json:"message"`
	EnforcementAction string `json:"enforcementAction"`
	Constraint        string `json:"constraint"`
	Details           any    `json:"details"`
}

// records is the log of Gatekeeper: violations are kept, errors go to standard error.
var records = &record{}

type record struct {
	lock  sync.Mutex
	found []violation
}

func (r *record) clear() {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.found = []violation{}
}

func (r *record) violations() []violation {
	r.lock.Lock()
	defer r.lock.Unlock()
	return r.found
}

func (r *record) keep(found violation) {
	r.lock.Lock()
	defer r.lock.Unlock()
	r.found = append(r.found, found)
}

func logTo(record *record) { log.SetLogger(logr.New(&sink{record: record})) }

type sink struct {
	record *record
	values []any
}

func (s *sink) Init(logr.RuntimeInfo)        {}
func (s *sink) Enabled(level int) bool       { return level == 0 }
func (s *sink) WithName(string) logr.LogSink { return s }
func (s *sink) WithValues(values ...any) logr.LogSink {
	return &sink{record: s.record, values: append(append([]any{}, s.values...), values...)}
}

const before = "denied admission: "

func (s *sink) Info(_ int, message string, values ...any) {
	named := s.named(values)
	if named[logging.EventType] != "violation" {
		return
	}
	s.record.keep(violation{
		Message:           strings.TrimPrefix(message, before),
		EnforcementAction: fmt.Sprint(named[logging.ConstraintAction]),
		Constraint:        fmt.Sprint(named[logging.ConstraintName]),
		Details:           named[logging.Details],
	})
}

func (s *sink) Error(err error, message string, _ ...any) {
	fmt.Fprintf(os.Stderr, "%s: %v\n", message, err)
}

func (s *sink) named(more []any) map[string]any {
	all := append(append([]any{}, s.values...), more...)
	named := map[string]any{}
	for at := 0; at+1 < len(all); at += 2 {
		named[fmt.Sprint(all[at])] = all[at+1]
	}
	return named
}
