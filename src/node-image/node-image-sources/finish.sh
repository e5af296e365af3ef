#!/bin/sh
# Runs inside the node image while it is built. Expects in /context/versions.env: KUBERNETES (v1.37.2), PAUSE_IMAGES as
# containerd and kubeadm name it, and CONTROL_PLANE_IMAGES, ETCD_IMAGE, COREDNS_IMAGE as kubeadm names them; in
# /context/images: pause, etcd, coredns.
set -eu
. /context/versions.env

# The steps of kind's base image that are not files. Go's modules carry no executable bit.
chmod 755 /kind /kind/bin /kind/bin/* /usr/local/bin/*
find /lib/systemd/system/sysinit.target.wants/ -name systemd-tmpfiles-setup.service -delete
rm -f /lib/systemd/system/multi-user.target.wants/* /etc/systemd/system/*.wants/* /lib/systemd/system/local-fs.target.wants/*
rm -f /lib/systemd/system/sockets.target.wants/*udev* /lib/systemd/system/sockets.target.wants/*initctl*
rm -f /lib/systemd/system/basic.target.wants/*
echo ReadKMsg=no >>/etc/systemd/journald.conf
ln -sf /usr/lib/systemd/systemd /sbin/init
systemctl enable kubelet.service containerd.service undo-mount-hacks.service registry.service
systemctl mask systemd-binfmt.service
mkdir -p /etc/kubernetes/manifests
ctr oci spec |
  jq '.hooks.createContainer += [{path: "/kind/bin/mount-product-files.sh"}] | del(.process.rlimits)' \
    >/etc/containerd/cri-base.json
printf %s "$KUBERNETES" >/kind/version
for name in kubelet kubeadm kubectl; do ln -sf kubernetes "/usr/bin/$name"; done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# archive TREE COMMAND NAME...: the container image with the files of TREE, as `docker save` would write it;
# COMMAND as JSON, with the key Entrypoint or Cmd.
archive() {
  tree=$1
  command=$2
  shift 2
  rm -rf "$work/archive"
  mkdir "$work/archive"
  tar -C "$tree" -cf "$work/archive/layer.tar" .
  digest=$(sha256sum "$work/archive/layer.tar" | cut -d' ' -f1)
  jq -n --arg layer "sha256:$digest" --arg arch "$(dpkg --print-architecture)" --argjson command "$command" '{
    architecture: $arch, os: "linux", rootfs: {type: "layers", diff_ids: [$layer]},
    config: ({Env: ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]} + $command)
  }' >"$work/archive/config.json"
  jq -n '[{Config: "config.json", RepoTags: $ARGS.positional, Layers: ["layer.tar"]}]' --args "$@" \
    >"$work/archive/manifest.json"
  tar -C "$work/archive" -cf - .
}

containerd >"$work/containerd.log" 2>&1 &
registry serve /etc/registry.yaml >"$work/registry.log" 2>&1 &
for _ in 1 2 3 4 5 6 7 8 9 10; do ctr version >/dev/null 2>&1 && break || sleep 0.5; done
import() { ctr --namespace k8s.io images import --label io.cri-containerd.pinned=pinned --no-unpack "$@" -; }

# Control plane: one image of four names. kube-proxy needs iptables and what that loads.
tree=$work/kubernetes
mkdir -p "$tree/usr/local/bin" "$tree/usr/sbin" "$tree/tmp"
cp /usr/bin/kubernetes "$tree/usr/local/bin/"
for name in kube-apiserver kube-controller-manager kube-scheduler kube-proxy; do ln -s kubernetes "$tree/usr/local/bin/$name"; done
programs="/usr/sbin/xtables-nft-multi /usr/sbin/xtables-legacy-multi /usr/sbin/nft /usr/sbin/conntrack /bin/kmod"
plugins=$(ls -d /usr/lib/*/xtables)
# shellcheck disable=SC2086
for file in $programs $plugins $(ldd $programs $plugins/*.so | grep -o '/[^ :)]*\.so[^ :)]*' | sort -u); do
  mkdir -p "$tree/$(dirname "$file")"
  [ -d "$file" ] && cp -a "$file" "$tree/$(dirname "$file")/" || cp -L "$file" "$tree/$file"
done
for name in iptables iptables-save iptables-restore ip6tables ip6tables-save ip6tables-restore; do
  ln -s xtables-nft-multi "$tree/usr/sbin/$name"
done
ln -s /bin/kmod "$tree/usr/sbin/modprobe"
# shellcheck disable=SC2086
archive "$tree" '{}' $CONTROL_PLANE_IMAGES | import

for name in etcd coredns pause; do
  mkdir -p "$work/$name/usr/local/bin" "$work/$name/tmp"
  cp "/context/images/$name" "$work/$name/usr/local/bin/$name"
done
archive "$work/etcd" '{"Entrypoint": ["etcd"]}' "$ETCD_IMAGE" | import
archive "$work/coredns" '{"Entrypoint": ["coredns"]}' "$COREDNS_IMAGE" | import
# shellcheck disable=SC2086
archive "$work/pause" '{"Entrypoint": ["pause"]}' $PAUSE_IMAGES | import

# busybox is not loaded but served, since the pull policy of an image without a tag is Always.
tree=$work/busybox
mkdir -p "$tree/bin" "$tree/etc" "$tree/root" "$tree/home" "$tree/var" "$tree/usr"
mkdir -m 1777 "$tree/tmp"
cp /bin/busybox "$tree/bin/busybox"
/bin/busybox --install -s "$tree/bin"
for link in "$tree"/bin/*; do [ -L "$link" ] && ln -sf busybox "$link"; done
echo root:x:0:0:root:/root:/bin/sh >"$tree/etc/passwd"
echo root:x:0: >"$tree/etc/group"
archive "$tree" '{"Cmd": ["sh"]}' docker.io/library/busybox:latest | ctr images import --no-unpack -
ctr images push --plain-http 127.0.0.1:5000/library/busybox:latest docker.io/library/busybox:latest
ctr images remove --sync docker.io/library/busybox:latest
ctr --namespace k8s.io images list --quiet
kill %1 %2 2>/dev/null || pkill -x 'containerd|registry'
wait
