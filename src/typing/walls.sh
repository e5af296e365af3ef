# Run in a node as root, when the cluster is ready: $1 is the user of the sandbox, the others are addresses of the host.
# From then on nothing that is typed reaches the host: not by the network, and not by a container with rights on the node.
set -eu
user=$1
shift
out=$(ip -o route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -1)

# What leaves the node: nothing of the sandbox's or of a pod's; of the node's own only answers, and what images are pulled by.
wall() {
  mangle="$1 -w -t mangle"
  $mangle -A FORWARD -o "$out" -j DROP
  $mangle -A POSTROUTING -o "$out" -m owner --uid-owner "$user" -j DROP
  $mangle -N KUBELAB
  $mangle -A POSTROUTING -o "$out" -j KUBELAB
  $mangle -A KUBELAB -m conntrack --ctstate ESTABLISHED,RELATED -j RETURN
}
wall iptables
# Whoever asks for what is behind the wall is told so, where nothing but a wall would keep silent. Pods are no farther than the node.
iptables -w -A OUTPUT -o "$out" -m owner --uid-owner "$user" -m addrtype ! --dst-type LOCAL ! -d 10.244.0.0/16 -j REJECT
for server in $(sed -n 's/^nameserver \([0-9.]*\)$/\1/p' /etc/resolv.conf); do
  for protocol in udp tcp; do iptables -w -t mangle -A KUBELAB -d "$server" -p "$protocol" --dport 53 -j RETURN; done
done
for net in 10.0.0.0/8 172.16.0.0/12 192.168.0.0/16 169.254.0.0/16 100.64.0.0/10 224.0.0.0/4 "$@"; do
  iptables -w -t mangle -A KUBELAB -d "$net" -j DROP
done
if [ -e /proc/net/if_inet6 ]; then
  wall ip6tables
  ip6tables -w -t mangle -A KUBELAB -p ipv6-icmp -j RETURN
  ip6tables -w -t mangle -A KUBELAB -j DROP
fi

# The kubelet would mount a disk of the host's for whoever makes a PersistentVolume of it.
if [ "$(findmnt -n -o FSTYPE /dev)" = tmpfs ]; then find /dev -xdev -type b -delete; fi

# An administrator of the cluster may switch off what admits pods, but not what starts their containers.
runc=$(command -v runc)
mv "$runc" "$runc.own"
cat > "$runc.new"
chmod 755 "$runc.new"
mv "$runc.new" "$runc"
