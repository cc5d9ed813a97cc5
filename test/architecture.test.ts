import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, test } from 'vitest'
import { type Edge, importsOf, wrongImports } from './setup/imports.ts'

const root = join(import.meta.dirname, '..')

function filesUnder(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    if (statSync(join(root, path)).isDirectory()) return name === 'node_modules' ? [] : filesUnder(path)
    return /\.tsx?$/.test(name) && !/\.test\.ts$|\.d\.ts$/.test(name) ? [path] : []
  })
}

const files = ['src', 'sandbox'].flatMap(filesUnder)
const edges: Edge[] = files.flatMap((from) =>
  importsOf(readFileSync(join(root, from), 'utf8')).map(({ to, typeOnly }) => ({
    from,
    to: to.startsWith('.') ? relative(root, normalize(join(root, dirname(from), to))) : to,
    typeOnly,
  })),
)

test('every folder imports only what stands below it', () => {
  expect(wrongImports(edges)).toEqual([])
})

test('the dashboard takes types from the HTTP side, and nothing else of the server', () => {
  const taken = filesUnder('web/src').flatMap((from) =>
    importsOf(readFileSync(join(root, from), 'utf8'))
      .map((edge) => ({ ...edge, path: relative(root, normalize(join(root, dirname(from), edge.to))) }))
      .filter(({ to, path }) => to.startsWith('.') && !path.startsWith('web/src/')),
  )
  expect(taken.length).toBeGreaterThan(0)
  expect(taken.filter(({ path, typeOnly }) => !typeOnly || !path.startsWith('src/http/'))).toEqual([])
})

test('what all pages of the dashboard use knows none of them', () => {
  const taken = ['web/src/ui', 'web/src/words'].flatMap(filesUnder).flatMap((from) =>
    importsOf(readFileSync(join(root, from), 'utf8'))
      .filter(({ to, typeOnly }) => to.startsWith('.') && !typeOnly)
      .map(({ to }) => ({ from, to: relative(root, normalize(join(root, dirname(from), to))) })),
  )
  expect(taken.length).toBeGreaterThan(0)
  expect(taken.filter(({ to }) => !/^web\/src\/((ui|words)\/|[a-z]+\.tsx?$)/.test(to))).toEqual([])
})

test('a wrong import is found', () => {
  const wrong = (from: string, to: string, typeOnly = false) => wrongImports([{ from, to, typeOnly }]).length
  expect(wrong('src/rules/pace.ts', 'src/store/turns.ts')).toBe(1)
  expect(wrong('src/rules/pace.ts', 'node:fs')).toBe(1)
  expect(wrong('src/store/turns.ts', 'src/turn/act.ts')).toBe(1)
  expect(wrong('src/freshchat/client.ts', 'src/store/turns.ts')).toBe(1)
  expect(wrong('src/answer/draft.ts', 'src/freshchat/event.ts')).toBe(1)
  expect(wrong('src/http/sessions.ts', 'src/serve.ts')).toBe(1)
  expect(wrong('src/conversation.ts', 'src/store/turns.ts')).toBe(1)
  expect(wrong('src/watch/visit.ts', 'src/turn/act.ts')).toBe(1)
  expect(wrong('src/turn/act.ts', 'src/watch/visit.ts')).toBe(1)
  expect(wrong('sandbox/rest.ts', 'src/freshchat/client.ts')).toBe(1)
  expect(wrong('src/turn/act.ts', 'src/store/turns.ts')).toBe(0)
})

test('what only some installs use is loaded by those alone', () => {
  const heavy =
    /^(ai|@ai-sdk\/.*|@pydantic\/genai-prices|@electric-sql\/pglite|@opentelemetry\/(sdk|exporter).*)$/
  expect(edges.filter(({ to, typeOnly }) => !typeOnly && heavy.test(to))).toEqual([])
  expect(edges.filter(({ to }) => heavy.test(to)).length).toBeGreaterThan(0)
})

test('nothing imports in a circle', () => {
  const next = new Map(
    files.map((file) => [
      file,
      edges.filter((edge) => edge.from === file && !edge.typeOnly).map((edge) => edge.to),
    ]),
  )
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: string[]) => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '))
    if (path.includes(file) || done.has(file)) return
    for (const to of next.get(file) ?? []) visit(to, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  expect(circles).toEqual([])
})

test('only the executables read the environment', () => {
  const readers = files.filter((file) =>
    /^(?!\s*(\*|\/[/*])).*process\.env/m.test(readFileSync(join(root, file), 'utf8')),
  )
  expect(readers).toEqual(['src/cli.ts', 'sandbox/main.ts'])
})

test('Freshchat’s own spelling stays where its wire format is known', () => {
  const spelling = /actor_type|message_parts|interaction_id|assigned_agent_id|message_create/
  const outside = files.filter(
    (file) =>
      !/^(src\/freshchat|sandbox)\//.test(file) && spelling.test(readFileSync(join(root, file), 'utf8')),
  )
  // the contract names the actions in metrics and health
  expect(outside.sort()).toEqual(['src/http/present-connection.ts', 'src/metrics.ts'])
})

test('all the SQL stands in the store', () => {
  const query = /\.(selectFrom|updateTable|insertInto|deleteFrom)\(/
  const outside = files.filter((file) => file.startsWith('src/') && !file.startsWith('src/store/'))
  expect(outside.filter((file) => query.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
})

/** Who may open a connection, and to whom. What members and customers name is reached through the dialer alone. */
const REACHES_OUT: Record<string, string> = {
  'src/dial.ts': 'the one way to what members, customers and articles name',
  'src/host-rule.ts': 'looks up names, for the dialer',
  'src/serve.ts': 'listens',
  'src/mail.ts': 'the operator’s mail server',
  'src/traces.ts': 'the operator’s collector',
  'src/store/database.ts': 'the operator’s database',
  'src/store/gathered.ts': 'the operator’s database',
  'src/store/notices.ts': 'the operator’s database',
  'src/command/ask-server.ts': 'the command line asks the server on this machine',
  'src/command/doctor.ts': 'the command line asks the server on this machine',
}

test('nothing but the dialer reaches out to what others name', () => {
  const opens = /^(undici|nodemailer|pg|ws|node:(http|https|http2|net|tls|dgram|dns|dns\/promises))$/
  const isOurs = (file: string) => file.startsWith('src/') && !file.endsWith('.test-kit.ts')
  const byImport = edges.filter(({ from, to, typeOnly }) => isOurs(from) && !typeOnly && opens.test(to))
  const byFetch = files.filter(
    (file) =>
      isOurs(file) &&
      /(?<![.\w])(fetch|WebSocket|EventSource)\(|import\('@opentelemetry\/exporter/.test(
        readFileSync(join(root, file), 'utf8'),
      ),
  )
  const found = new Set([...byImport.map(({ from }) => from), ...byFetch])
  expect([...found].sort()).toEqual(Object.keys(REACHES_OUT).sort())
})

test('no file has grown two ideas: 250 lines at most', () => {
  const long = files
    .map((file) => [file, readFileSync(join(root, file), 'utf8').split('\n').length] as const)
    .filter(([, lines]) => lines > 250)
  expect(long).toEqual([])
})

test('no file is named for nothing', () => {
  expect(
    files.filter((file) =>
      /(^|\/)(utils?|helpers?|lib|common|misc|shared|services?|managers?|types|index)(\/|\.|-)/i.test(file),
    ),
  ).toEqual([])
})
