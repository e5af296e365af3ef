kubectl create -n "$namespace" -f deadline/job.yaml
kubectl wait -n "$namespace" --for=condition=Failed job/sleepy --timeout=60s
read -r reason started passed < <(kubectl get job sleepy -n "$namespace" \
  -o jsonpath='{.status.conditions[?(@.type=="Failed")].reason} {.status.startTime} {.status.conditions[0].lastTransitionTime}{"\n"}')
test "$reason" = DeadlineExceeded
after=$(($(date -d "$passed" +%s) - $(date -d "$started" +%s)))
test "$after" -ge 15
test "$after" -le 16
