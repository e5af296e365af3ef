#!/bin/bash
# Stands for runc in a node: starts no container that has rights on the node.
own=$(readlink -f "$0").own
bundle=
creates=
previous=
for word in "$@"; do
  case $word in create | run | restore) creates=1 ;; --bundle=*) bundle=${word#*=} ;; esac
  case $previous in --bundle | -b) bundle=$word ;; esac
  previous=$word
done
[ -n "$creates" ] || exec "$own" "$@"

refuse() {
  echo "kubelab-conformance refuses a container that $1" >&2
  exit 1
}

jq -e . "$bundle/config.json" > /dev/null || refuse 'nobody can read'
reason=$(jq -r '
  ["CHOWN", "DAC_OVERRIDE", "FSETID", "FOWNER", "MKNOD", "NET_RAW", "SETGID", "SETUID", "SETFCAP", "SETPCAP", "NET_BIND_SERVICE",
    "SYS_CHROOT", "KILL", "AUDIT_WRITE"] as $usual
  | ([.process.capabilities[]?[]?] | unique | map(ltrimstr("CAP_")) - $usual) as $more
  | (["mount", "pid", "ipc", "network"] - [.linux.namespaces[]?.type]) as $shared
  | if $more != [] then "has more capabilities than usual: \($more | join(", "))"
    elif $shared != [] then "has the node'"'"'s own \($shared | join(", "))"
    elif any(.linux.resources.devices[]?; .allow and (.major == null or .type == "b" or .type == "a" or .type == null))
    then "has devices of the node"
    elif any(.linux.devices[]?; .type == "b") then "has disks of the node"
    else "" end' "$bundle/config.json")
[ -z "$reason" ] || refuse "$reason"

while IFS= read -r source; do
  found=$(readlink -f "$source")
  case $found in
    /var/lib/kubelet/pods/*/* | /var/lib/containerd/io.containerd.grpc.v1.cri/sandboxes/*) ;;
    /run/containerd/io.containerd.grpc.v1.cri/sandboxes/*) ;;
    *) refuse "mounts $source of the node" ;;
  esac
  # A local PersistentVolume is a folder of the node that the kubelet has mounted among those of the pods.
  while read -r target type root; do
    case $target/ in "$found"/*) ;; *) continue ;; esac
    case $type$root in tmpfs* | */lib/kubelet/pods/*) ;; *) refuse "mounts a volume of the node: $source" ;; esac
  done < <(findmnt -n -r -o TARGET,FSTYPE,FSROOT)
done < <(jq -r '.mounts[]? | select(.type == "bind" or any(.options[]?; . == "bind" or . == "rbind")) | .source' "$bundle/config.json")
exec "$own" "$@"
