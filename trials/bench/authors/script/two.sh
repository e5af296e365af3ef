kubectl create -n "$namespace" -f two/job.yaml
kubectl wait -n "$namespace" --for=jsonpath='{.status.active}'=2 job/sleepy --timeout=60s
kubectl wait -n "$namespace" --for=condition=Complete job/sleepy --timeout=60s
test 5 = "$(kubectl get job sleepy -n "$namespace" -o jsonpath='{.status.succeeded}')"
# How many containers ran at once at the most, by their times, which are whole seconds.
most=$(kubectl get pods -n "$namespace" -o jsonpath='{range .items[*].status.containerStatuses[0].state.terminated}{.startedAt} start{"\n"}{.finishedAt} end{"\n"}{end}' |
  sort | awk '{ n += $2 == "start" ? 1 : -1; if (n > most) most = n } END { print most }')
test "$most" = 2
