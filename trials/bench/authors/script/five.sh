kubectl create -n "$namespace" -f five/job.yaml
kubectl wait -n "$namespace" --for=condition=Complete job/sleepy --timeout=60s
read -r succeeded failed started completed < <(kubectl get job sleepy -n "$namespace" \
  -o jsonpath='{.status.succeeded} {.status.failed}- {.status.startTime} {.status.completionTime}{"\n"}')
test "$succeeded" = 5
test "$failed" = -
test $(($(date -d "$completed" +%s) - $(date -d "$started" +%s))) -ge 15
