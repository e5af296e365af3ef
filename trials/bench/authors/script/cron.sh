kubectl create -n "$namespace" -f cron/cronjob.yaml
# `kubectl wait` can't wait for a number of objects, nor for one whose name is not known.
made=()
while ((${#made[@]} < 2)) && read -r -t 250 type at; do
  if [ "$type" = ADDED ]; then made+=("$(date -d "$at" +%s)"); fi
done < <(exec kubectl get jobs -n "$namespace" --watch-only --output-watch-events \
  -o jsonpath='{.type} {.object.metadata.creationTimestamp}{"\n"}')
kill $!
test $((made[1] - made[0])) -ge 117
test $((made[1] - made[0])) -le 123
test $((made[0] % 120)) -le 3
