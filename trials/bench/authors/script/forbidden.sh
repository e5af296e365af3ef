export token=$(kubectl create token default -n "$namespace")
server=$(kubectl config view -o jsonpath='{.clusters[0].cluster.server}')
code=$(curl --silent --output /dev/null --write-out '%{http_code}' "$server/api/v1/namespaces" --header "Authorization: Bearer $token" -k)
test "$code" = 403
