package main

// What is asked. Thresholds are written out: nothing is verified less strictly because somebody forgot to say so.
type question struct {
	ID string `json:"id"`
	// The bytes of the bundle; base64 in JSON.
	Bundle []byte `json:"bundle"`
	// trusted_root.json as text; empty where there is only a key.
	Root string `json:"root"`
	// A public key in PEM, for every hint; and the seconds between which it counts, where it has any.
	Key      string `json:"key"`
	KeyFrom  int64  `json:"keyFrom"`
	KeyUntil int64  `json:"keyUntil"`
	// How many log entries, certificate timestamps and verified times there must be. No times at all: the key alone decides.
	Logs  int `json:"logs"`
	Scts  int `json:"scts"`
	Times int `json:"times"`
	// sha256:HEX or sha512:HEX of the artifact; empty: only the signature is asked for.
	Digest string `json:"digest"`
	// Both or none: the identity that must have signed.
	Identity string `json:"identity"`
	Issuer   string `json:"issuer"`
}

// What was found. Where it was refused, stage is one of the words of stage.go.
type reply struct {
	ID       string  `json:"id"`
	Accepted bool    `json:"accepted"`
	Stage    string  `json:"stage,omitempty"`
	Error    string  `json:"error,omitempty"`
	Times    []int64 `json:"times,omitempty"`
	Identity string  `json:"identity,omitempty"`
	Issuer   string  `json:"issuer,omitempty"`
}
