#!/bin/bash
# Tests the claims that are named, all at once, and prints what became of each.
cd "$(dirname "$0")" || exit 2

test_claim() (
  export claim=$1 namespace=script-$1-$$
  kubectl create namespace "$namespace" > /dev/null || exit 2
  trap 'kubectl delete namespace "$namespace" --wait=false > /dev/null' EXIT
  if bash -euo pipefail "$claim.sh"; then echo "$claim: holds"; else echo "$claim: fails"; exit 1; fi
)

failed=0
for claim in "$@"; do test_claim "$claim" & pids+=($!); done
for pid in "${pids[@]}"; do wait "$pid" || failed=1; done
exit $failed
