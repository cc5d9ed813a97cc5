// Builds dist/: the program beside its dashboard. Packages stay outside (PGlite breaks when bundled: measured).
// With --if-newer nothing is done while dist/ is newer than every source; what is installed as a package has no sources to build.
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const built = join(root, 'dist/cli.js')

function newest(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

const sources = ['src', 'sandbox', 'web', 'package-lock.json', 'scripts/build.mjs'].map((name) =>
  join(root, name),
)
if (process.argv.includes('--if-newer') && existsSync(built)) {
  const present = sources.filter((source) => existsSync(source))
  if (present.length === 0 || Math.max(...present.map(newest)) < statSync(built).mtimeMs) process.exit(0)
}

const { build } = await import('esbuild')
await build({
  entryPoints: {
    cli: join(root, 'src/cli.ts'),
    // a process of its own is started from a file of its own
    reader: join(root, 'src/knowledge/reader.ts'),
  },
  outdir: join(root, 'dist'),
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  sourcemap: true,
  banner: { js: '#!/usr/bin/env node' },
  logLevel: 'warning',
})

// Vite last: it empties its own folder only, and cli.js is newer than every source when all of it stands
const vite = await import('vite')
await vite.build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' })

// the licences of what is built into the dashboard ask that their texts go with it
const { dashboardTexts } = await import('./licences.mjs')
writeFileSync(join(root, 'dist/web/licences.txt'), dashboardTexts())
