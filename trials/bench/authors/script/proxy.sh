said=$(mktemp)
{ kubectl proxy --api-prefix=/ & } > "$said"
trap 'kill $!; rm "$said"' EXIT
curl --silent --retry 20 --retry-delay 1 --retry-connrefused http://127.0.0.1:8001/api/ > /dev/null
grep --quiet 'Starting to serve on 127.0.0.1:8001' "$said"
! curl --silent "http://$(hostname -I | cut -f1 -d ' '):8001/api/" > /dev/null
