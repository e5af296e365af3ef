import type { Accepted } from '../../src/lab/accepted.ts'

const aVersion = /^v?\d[\w.+-]*$/

/** What is different on another version, is no change that is known, and says nothing about the lab. Each with the reason. */
export const accepted: readonly Accepted[] = [
  {
    of: /^curl \$server\/version /,
    place: /^stdout (?:major|minor|emulation(?:Major|Minor)|minCompatibility(?:Major|Minor)|gitVersion)$/,
    shows: /^(?:v1\.)?\d+/,
    ofVersion: true,
    because: 'it is the version, or those that it is compatible with',
  },
  {
    of: /^curl \$server\/version /,
    place: /^stdout goVersion$/,
    shows: /^go\d/,
    because: 'it is the compiler that the version was made with',
  },
  {
    of: /^kubectl run -i -t busybox /,
    place: /^stdout$/,
    shows: /^BusyBox v|^Enter 'help' /,
    because:
      'it is what the image says; since kubectl 1.36 it is shown though it came before the terminal (kubernetes/kubernetes#136010)',
  },
  {
    of: /^curl /,
    place: /^stderr$/,
    because: 'these are words of curl, which come and go with its version; claims look at how it ends',
  },
  {
    of: /^bash /,
    place: /^stdout$/,
    shows: /^bash-\d/,
    because: 'it is the prompt of a shell, with its version',
  },
  {
    of: /^kubectl get nodes .* -o json$/,
    place: /^stdout items\[<cluster>-control-plane\]\.status\.nodeInfo\.(?:kubelet|kubeProxy)Version$/,
    shows: aVersion,
    ofVersion: true,
    because: 'it is the version of the node',
  },
  {
    of: /^kubectl get nodes .* -o json$/,
    place:
      /^stdout items\[<cluster>-control-plane\]\.(?:status\.(?:capacity|allocatable|addresses|images|runtimeHandlers|nodeInfo\.(?:architecture|kernelVersion|osImage|containerRuntimeVersion|runningInUserNamespace))|spec\.providerID|metadata\.labels\.\S+\/arch)(?![\w-])/,
    because: 'it is what the machine has, and what is on the node image',
  },
  {
    of: /^kubectl get pods -n kube-system .* -o json$/,
    place:
      /^stdout items\[kube-apiserver-<cluster>-control-plane\]\.(?:spec\.containers|status\.containerStatuses)\[kube-apiserver\]\.image$/,
    shows: /^registry\.k8s\.io\/kube-apiserver:v/,
    ofVersion: true,
    because: 'it is the image of the version',
  },
  {
    of: /^Pod$/,
    place: /^lives (?:PodReadyToStartContainers|order)$/,
    shows: /PodReadyToStartContainers|PodSandboxNotReady/,
    because: 'no output of the lab shows this condition; the kubelet writes it for others',
  },
]
