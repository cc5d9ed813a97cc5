// The licences of all that is shipped: what the running server needs, and what is built into the dashboard.
// `npm run licences` writes docs/licences.md; the build puts the texts of the dashboard's beside it, as these licences ask.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.mjs'

const read = (path) => readFileSync(join(root, path), 'utf8')
const manifestOf = (folder) => JSON.parse(read(join(folder, 'package.json')))

/** Where a package that is imported from `from` lies, as Node looks for it; null where it is not installed. */
function folderOf(name, from) {
  for (let folder = from; ; folder = dirname(folder)) {
    const found = join(folder, 'node_modules', name)
    if (existsSync(join(root, found, 'package.json'))) return found
    if (folder === '.') return null
  }
}

/** These packages and all that they bring along. */
function withTheirs(names) {
  const found = new Map()
  const visit = (name, from) => {
    const folder = folderOf(name, from)
    if (folder === null || found.has(folder)) return
    const {
      version,
      license,
      dependencies = {},
      peerDependencies = {},
      peerDependenciesMeta = {},
    } = manifestOf(folder)
    found.set(folder, { name, version, licence: license ?? 'unknown', folder })
    const peers = Object.keys(peerDependencies).filter((peer) => !peerDependenciesMeta[peer]?.optional)
    for (const next of [...Object.keys(dependencies), ...peers]) visit(next, folder)
  }
  for (const name of names) visit(name, '.')
  return [...found.values()].sort((a, b) => (`${a.name} ${a.version}` < `${b.name} ${b.version}` ? -1 : 1))
}

export function ofTheServer() {
  return withTheirs(Object.keys(manifestOf('.').dependencies))
}

/** What web/src imports by name. */
export function ofTheDashboard() {
  const names = new Set()
  for (const file of readdirSync(join(root, 'web/src'), { recursive: true })) {
    if (!/\.tsx?$/.test(file)) continue
    for (const [, name] of read(join('web/src', file)).matchAll(/from '((?:@[\w-]+\/)?[a-z][\w.-]*)/g))
      names.add(name)
  }
  return withTheirs([...names].filter((name) => !name.startsWith('node:')))
}

/** The texts, for whoever gets the dashboard. */
export function dashboardTexts() {
  return ofTheDashboard()
    .map(({ name, version, licence, folder }) => {
      const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e(\.|$)/i.test(each))
      const text = file === undefined ? '' : `\n${read(join(folder, file)).trim()}\n`
      return `${name} ${version} (${licence})\n${text}`
    })
    .join('\n----\n\n')
}

const rows = (packages) =>
  packages.map(({ name, version, licence }) => `| ${name} | ${version} | ${licence} |`).join('\n')
const HEAD = '| package | version | licence |\n|---|---|---|\n'

export function licencesDocument() {
  return `# Licences

Baton is under the [Apache License 2.0](../LICENSE). Everything that it ships with is under licences that let you use, change and pass it on, and ask for no more than that their notices stay. \`npm run licences\` writes
this page; a test fails where it is out of date or a licence is none of these.

PGlite (Apache-2.0) contains PostgreSQL, under the PostgreSQL License.

## Of the running server

${HEAD}${rows(ofTheServer())}

## Built into the dashboard

Their texts lie beside it: \`dist/web/licences.txt\`.

${HEAD}${rows(ofTheDashboard())}
`
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(root, 'docs/licences.md'), licencesDocument())
