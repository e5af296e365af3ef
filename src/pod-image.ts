/**
 * An image of docker.io that pods of a lab run, and how one that does the same is made of Debian packages: for a node that
 * pulls from a registry of its own, since no other answers.
 */
export interface PodImage {
  /** With its tag: `nginx:1.16.1`. */
  name: string
  /** Packages of Debian. */
  packages: readonly string[]
  /** What is kept of these and of the packages that they need: paths, with `*` for anything, as `/usr/sbin/nginx`. */
  keeps: readonly string[]
  /** Files beside them, by their paths. */
  files?: Readonly<Record<string, string>>
  /** What a container runs where its pod says nothing else. */
  command: readonly string[]
  /** Its variables; two images that are to differ in nothing else differ here. */
  environment?: Readonly<Record<string, string>>
}
