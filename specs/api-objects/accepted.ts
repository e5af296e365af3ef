import type { Accepted } from '../../src/lab/accepted.ts'

/** What is different on another version, is no change that is known, and says nothing about the lab. Each with the reason. */
export const accepted: readonly Accepted[] = [
  {
    of: /^curl \$server\/version /,
    place: /^stdout (?:major|minor|emulation\w+|minCompatibility\w+|git\w+|buildDate|goVersion)$/,
    because: 'it names the version',
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
    of: /^curl \$server\/apis /,
    place: /^stdout groups\[(?!batch\])/,
    because: 'API groups come and go with versions, and the lab speaks of batch alone',
  },
  {
    of: /^kubectl get nodes .* -o json$/,
    place: /^stdout items\[<cluster>-control-plane\]/,
    because: 'it describes the machine and the node image; the lab wants its name',
  },
  {
    of: /^kubectl get pods -n kube-system .* -o json$/,
    place: /^stdout items\[kube-apiserver-<cluster>-control-plane\]/,
    because: 'it is how kubeadm starts the API server; the lab says where it runs',
  },
  {
    of: /^Pod$/,
    place: /^lives (?:PodReadyToStartContainers|order)$/,
    shows: /PodReadyToStartContainers|PodSandboxNotReady/,
    because: 'no output of the lab shows this condition; the kubelet writes it for others',
  },
]
