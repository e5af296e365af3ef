import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { execa } from 'execa'

/** The files of a module version, by `module@version`: as `{ 'k8s.io/api@v0.31.14': { 'go.mod': '...' } }`. */
export type Modules = Record<string, Record<string, string>>

/** A Go proxy that serves a few modules and refuses all others, as the real one does. */
export interface GoProxy extends AsyncDisposable {
  /** What Go needs in its environment to ask this proxy. */
  env: Record<string, string>
  /** A folder that Go may work in, which is gone in the end. */
  goFolder: string
}

/** @param withoutZip of these modules, as `k8s.io/api@v0.31.14`, all but the files are served */
export async function goProxy(modules: Modules, withoutZip: readonly string[] = []): Promise<GoProxy> {
  const folder = await mkdtemp(join(tmpdir(), 'go-proxy-'))
  await execa('git', ['init', '--quiet', '--bare', folder])
  const served = new Map<string, string | Uint8Array>()
  for (const [name, files] of Object.entries(modules)) {
    const [module, version] = name.split('@')
    const path = `/${module}/@v/${version}`
    served.set(`${path}.info`, JSON.stringify({ Version: version, Time: '2026-01-01T00:00:00Z' }))
    served.set(`${path}.mod`, files['go.mod'] ?? '')
    if (!withoutZip.includes(name)) served.set(`${path}.zip`, await zip(folder, name, files))
  }
  const server = createServer(({ url = '' }, response) => {
    const content = served.get(url)
    response
      .writeHead(content === undefined ? 403 : 200)
      .end(content ?? 'This module version is not available.')
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : undefined
  return {
    env: {
      GOPROXY: `http://127.0.0.1:${port}`,
      GOSUMDB: 'off',
      GOTOOLCHAIN: 'local',
    },
    goFolder: join(folder, 'go'),
    [Symbol.asyncDispose]: async () => {
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** An archive of files, each below the module's name. */
async function zip(repository: string, name: string, files: Record<string, string>): Promise<Uint8Array> {
  const { stdout: empty } = await execa('git', ['hash-object', '-t', 'tree', '-w', '/dev/null'], {
    cwd: repository,
  })
  const added = Object.entries(files).map(([path, text]) => `--add-virtual-file=${name}/${path}:${text}`)
  const archive = ['archive', '--format=zip', ...added, empty]
  const { stdout } = await execa('git', archive, { cwd: repository, encoding: 'buffer' })
  return stdout
}
