import { type Lab } from 'kubelab-conformance/lab'

const configuration = `user root;
pid /tmp/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  client_body_temp_path /tmp/body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;
  server {
    listen 80;
    root /usr/share/nginx/html;
  }
}
`

/** Both are Debian's nginx, whatever its version: what the lab says of them is their names. */
const nginx = (version: string): NonNullable<Lab['images']>[number] => ({
  name: `nginx:${version}`,
  packages: ['nginx'],
  keeps: [
    '/usr/sbin/nginx',
    '/usr/share/nginx/html/*',
    '/lib/*.so*',
    '/lib64/*',
    '/usr/lib/*-linux-gnu/lib*.so*',
  ],
  files: {
    '/etc/nginx/nginx.conf': configuration,
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
    '/etc/group': 'root:x:0:\n',
  },
  command: ['nginx', '-g', 'daemon off;'],
  environment: { NGINX_VERSION: version },
})

/** What the Pods of the lab run beside busybox. */
export const images: NonNullable<Lab['images']> = [nginx('1.14.2'), nginx('1.16.1')]
