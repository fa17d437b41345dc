#!/bin/sh
# Certificates to try the example with: an authority and a certificate for the gateway, and a stand-in for those that Gatekeeper makes for its webhook.
set -eu
cd "$(dirname "$0")"
mkdir -p out
cd out
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=$1" -keyout "$1.key" -out "$1.crt" 2>/dev/null
}
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr" 2>/dev/null
  printf '%s\n' "subjectAltName=DNS:localhost" "extendedKeyUsage=$3" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -CAcreateserial -days 30 -extfile "$1.ext" -out "$1.crt" 2>/dev/null
}
authority gateway-ca
certificate gateway gateway-ca serverAuth
authority gatekeeper-ca
certificate gatekeeper gatekeeper-ca serverAuth,clientAuth
