kubectl create -n "$namespace" -f cron/cronjob.yaml
# `kubectl wait` can't wait for a number of objects, nor for one whose name is not known.
mapfile -t made < <(timeout 250 kubectl get jobs -n "$namespace" --watch-only --output-watch-events \
  -o jsonpath='{.type} {.object.metadata.creationTimestamp}{"\n"}' |
  awk '$1 == "ADDED" { print $2; fflush(); if (++n == 2) exit }')
first=$(date -d "${made[0]}" +%s) second=$(date -d "${made[1]}" +%s)
test $((second - first)) -ge 117
test $((second - first)) -le 123
test $((first % 120)) -le 3
