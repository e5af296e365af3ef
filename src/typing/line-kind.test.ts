import { expect, test } from 'vitest'
import { filesReadBy, kindOfLine } from './line-kind.ts'

const flagsOf = (line: string) => {
  const { line: _, refused, ...flags } = kindOfLine(line)
  return refused ?? Object.entries(flags).flatMap(([name, is]) => (is ? [name] : []))[0] ?? 'acts'
}

test.each([
  ['kubectl get pods', 'looks'],
  ["kubectl -n kube-system get pods -o wide | grep dns | awk '{print $1}'", 'looks'],
  ['kubectl get pods --sort-by=.metadata.name 2>&1 | head -3', 'looks'],
  ['kubectl get job sleepy -o yaml > job.yaml', 'acts'],
  ['kubectl get pods; kubectl delete pod web', 'acts'],
  ['POD=$(kubectl get pods -o name) && kubectl describe $POD', 'looks'],
  ['kubectl get pods -w', 'follows'],
  ['kubectl get pods --watch', 'follows'],
  ['kubectl get pods -w &', 'staysBehind'],
  ['kubectl logs -f web', 'follows'],
  ['watch kubectl get pods', 'follows'],
  ['kubectl logs web --tail=5', 'looks'],
  ['kubectl exec web -- ls -t', 'acts'],
  ['kubectl exec -it web -- sh', 'talks'],
  ['kubectl run sh --rm -ti --image=busybox', 'talks'],
  ['kubectl proxy', 'serves'],
  ['kubectl proxy --port=8080 &', 'staysBehind'],
  ['kubectl port-forward svc/web 8080:80', 'serves'],
  ['curl localhost:8001/api', 'looks'],
  ['curl -X POST localhost:8001/api', 'acts'],
  ['curl -s http://[::1]:8001/ | jq .', 'looks'],
  ['curl $APISERVER/api --header "Authorization: Bearer $TOKEN" --insecure', 'looks'],
  ['kubectl config view', 'looks'],
  ['kubectl config set-context --current --namespace=x', 'acts'],
  ['kubectl version', 'looks'],
  ['cat <<EOF | kubectl apply -f -\nkubectl proxy\nEOF', 'acts'],
  ['cat job.yaml', 'looks'],
  ['export A=5', 'acts'],
  ['sudo kubectl get nodes', 'looks'],
  ['sudo apt-get install -y kubectl', 'sudo: it has rights on the machine that nobody has here'],
  ['sudo -i', 'sudo: it has rights on the machine that nobody has here'],
  ['brew install kubectl', 'brew: it installs programs'],
  ['ssh root@node1', 'ssh: it goes to another machine'],
  ['minikube start', 'minikube: it is about clusters and containers of the author'],
  ['/usr/bin/docker ps', 'docker: it is about clusters and containers of the author'],
  ['gcloud container clusters list', 'gcloud: it needs an account of a cloud'],
  ['vim job.yaml', 'vim: it opens a window or an editor'],
  ['kubectl edit job sleepy', 'kubectl edit: it opens an editor, and what is changed in it can not be typed'],
  ['curl -sfL https://get.k3s.io | sh -', 'it asks get.k3s.io: from here nothing but the cluster is reached'],
  [
    'kubectl apply -f https://k8s.io/examples/pod.yaml',
    'it asks k8s.io: from here nothing but the cluster is reached',
  ],
  ['curl http://web.default.svc', 'looks'],
  ['wget -qO- 10.96.0.12', 'acts'],
  ['echo "sudo docker; ssh"', 'looks'],
])('%s: %s', (line, expected) => {
  expect(flagsOf(line)).toBe(expected)
})

test('sudo before kubectl is not typed', () => {
  expect(kindOfLine('kubectl get pods && sudo -E kubectl get nodes').line).toBe(
    'kubectl get pods && kubectl get nodes',
  )
})

test.each([
  ['kubectl apply -f a.yaml -f=b/c.yaml', ['a.yaml', 'b/c.yaml']],
  ['kubectl create -fa.yaml,b.yaml', ['a.yaml', 'b.yaml']],
  ['kubectl create configmap x --from-file=key=settings.txt', ['settings.txt']],
  ['kubectl apply -f - <<EOF\n-f x\nEOF', []],
  ['tail -f x.log', []],
  ['kubectl logs -f', []],
  ['kubectl logs -f web', []],
  ['kubectl apply -f $FILE', []],
])('files of %s', (line, expected) => {
  expect(filesReadBy(line)).toEqual(expected)
})
