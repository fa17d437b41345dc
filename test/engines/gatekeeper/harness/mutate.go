package main

import "encoding/json"

type mutated struct {
	Allowed bool            `json:"allowed"`
	Code    int32           `json:"code"`
	Message string          `json:"message"`
	Patch   json.RawMessage `json:"patch"`
}

// mutate is an admission as the API server asks the mutating webhook for it. The patch is a JSON Patch, or null.
func (g *gatekeeper) mutate(asked request) (any, error) {
	response, err := g.ask(g.mutates, asked)
	if err != nil {
		return nil, err
	}
	said := mutated{Allowed: response.Allowed, Patch: response.Patch}
	if len(said.Patch) == 0 {
		said.Patch = json.RawMessage("null")
	}
	if response.Result != nil {
		said.Code, said.Message = response.Result.Code, response.Result.Message
	}
	return said, nil
}
