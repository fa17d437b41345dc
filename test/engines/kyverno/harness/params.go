package main

import (
	"context"
	"net/http"
	"strings"

	"github.com/julienschmidt/httprouter"
)

// Kyverno's server takes the names of the policies from the path of the call.
func withPolicies(handler http.Handler, names []string) http.Handler {
	params := httprouter.Params{{Key: "policies", Value: "/" + strings.Join(names, "/")}}
	return http.HandlerFunc(func(writer http.ResponseWriter, call *http.Request) {
		handler.ServeHTTP(writer, call.WithContext(context.WithValue(call.Context(), httprouter.ParamsKey, params)))
	})
}

func namesOf[P interface{ GetName() string }](policies []P) []string {
	names := make([]string, 0, len(policies))
	for _, policy := range policies {
		names = append(names, policy.GetName())
	}
	return names
}
