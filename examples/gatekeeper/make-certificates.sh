#!/bin/sh
# Certificates to try the example with, valid for a week: an authority and a certificate for the gateway, and the same in place of Gatekeeper's own.
# In a cluster the first two come from whoever issues certificates there, and gatekeeper-ca.crt is `ca.crt` of the secret gatekeeper-webhook-server-cert.
set -eu
mkdir -p "$(dirname "$0")/certificates"
cd "$(dirname "$0")/certificates"

authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 7 -subj "/CN=$1" -keyout "$1.key" -out "$1.crt" \
    -addext keyUsage=critical,keyCertSign
}

# NAME AUTHORITY PURPOSE HOSTS
certificate() {
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=$1" -keyout "$1.key" -out "$1.csr"
  printf 'basicConstraints=CA:FALSE\nextendedKeyUsage=%s\nsubjectAltName=%s\n' "$3" "$4" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA "$2.crt" -CAkey "$2.key" -set_serial "0x$(openssl rand -hex 16)" -days 7 -extfile "$1.ext" -out "$1.crt"
}

{
  authority gateway-ca
  authority gatekeeper-ca
  certificate gateway gateway-ca serverAuth DNS:pawl-gateway.pawl-system,DNS:localhost
  certificate gatekeeper gatekeeper-ca serverAuth,clientAuth DNS:gatekeeper-webhook-service.gatekeeper-system.svc
} 2> openssl.log || { cat openssl.log >&2; exit 1; }
rm -f ./*.csr ./*.ext openssl.log
chmod 600 ./*.key
