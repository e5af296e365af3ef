// Ends with 0 when npm has installed what package-lock.json asks for, else with 1. scripts/setup runs this before there
// are node modules, so it needs none.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

interface Lock {
  packages: Record<string, { integrity?: string; optional?: boolean }>
}

const locked = packagesOf('package-lock.json')
/** npm's own record of what it has installed, which it writes last. */
const installed = packagesOf('node_modules/.package-lock.json')

const isInstalled = Object.entries(locked ?? {}).every(([path, { integrity, optional }]) => {
  const found = installed?.[path]
  // What is optional may be for other machines.
  return path === '' || (found ? found.integrity === integrity : optional === true)
})
process.exitCode = locked && installed && isInstalled ? 0 : 1

function packagesOf(file: string): Lock['packages'] | undefined {
  try {
    return (JSON.parse(readFileSync(join(import.meta.dirname, '..', file), 'utf8')) as Lock).packages
  } catch {
    return undefined
  }
}
