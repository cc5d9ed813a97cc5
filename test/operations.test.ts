import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { createMetrics } from '../src/metrics.ts'

const root = join(import.meta.dirname, '..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('every variable that is read is documented, and every documented one is read', () => {
  const config = read('src/config.ts') + read('src/config-traces.ts')
  const reads = /(?:read\.\w+\(|pairs\(read,)\s*'([A-Z][A-Z_]+)'/g
  const isRead = new Set([...config.matchAll(reads)].map(([, name]) => name))
  const table = read('README.md').split('## Settings of the process')[1]?.split('\n## ')[0] ?? ''
  const rows = table.split('\n').filter((line) => line.startsWith('| `'))
  const isDocumented = new Set(
    rows.flatMap((row) => [...(row.split('|')[1] ?? '').matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name)),
  )
  expect(isRead.size).toBeGreaterThan(20)
  expect([...isDocumented].sort()).toEqual([...isRead].sort())
})

interface Rule {
  alert: string
  expr: string
  labels: { severity: string }
  annotations: { summary: string; what_to_do: string }
}

const rules = (parse(read('deploy/prometheus/rules.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap(
  (group) => group.rules,
)
interface Dashboard {
  panels: { title: string; targets: { expr: string }[] }[]
}
const dashboard = JSON.parse(read('deploy/grafana/baton.json')) as Dashboard

/** What Prometheus gives each target itself. */
const GIVEN = ['up']

/** Names of series, and the labels that a series has. */
function seriesIn(text: string): Map<string, string[]> {
  const names = [...text.matchAll(/^([a-z_][\w:]*)(\{.*\})? /gm)]
  const series = new Map<string, string[]>()
  for (const [, name = '', labels = ''] of names) {
    const known = series.get(name) ?? []
    series.set(name, [...known, ...[...labels.matchAll(/(\w+)=/g)].map(([, label = '']) => label)])
  }
  return series
}

/** Every series of a query with the labels it is asked for. */
function asked(expr: string): { name: string; labels: string[] }[] {
  return [...expr.matchAll(/\b((?:baton|process|nodejs)_\w+|up)\b(?:\{([^}]*)\})?/g)].map(
    ([, name = '', labels = '']) => ({
      name,
      labels: [...labels.matchAll(/(\w+)\s*[=!~]+/g)].map(([, label = '']) => label),
    }),
  )
}

test('every figure that an alert or the dashboard asks for is one that /metrics gives, with its labels', async () => {
  const metrics = createMetrics(async () => 0)
  metrics.delivered('message_create', 'applied')
  metrics.turned('replied')
  metrics.called({ method: 'GET', path: '/', status: 200 })
  metrics.overhead(20)
  metrics.forwarded('forwarded', 1)
  const given = seriesIn(await metrics.registry.metrics())
  const queries = [
    ...rules.map(({ expr }) => expr),
    ...dashboard.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ]
  const wrong = queries.flatMap((query) => {
    const series = asked(query)
    if (series.length === 0) return [`${query} asks for nothing`]
    return series
      .filter(({ name }) => !GIVEN.includes(name))
      .flatMap(({ name, labels }) => {
        const has = given.get(name)
        if (has === undefined) return [`${name} is not given`]
        return labels
          .filter((label) => label !== 'job' && !has.includes(label))
          .map((label) => `${name} has no ${label}`)
      })
  })
  expect(wrong).toEqual([])
})

test('every figure of ours stands on the dashboard', async () => {
  const metrics = createMetrics(async () => 0)
  const ours = (await metrics.registry.getMetricsAsJSON())
    .map(({ name }) => name)
    .filter((name) => name.startsWith('baton_'))
  const shown = JSON.stringify(dashboard)
  expect(ours.filter((name) => !shown.includes(name))).toEqual([])
})

test('every alert says what happened and what to do, and is documented', () => {
  const document = read('docs/operations.md')
  for (const { alert, labels, annotations } of rules) {
    expect(labels.severity, alert).toMatch(/^(page|ticket)$/)
    expect(annotations.summary.length, alert).toBeGreaterThan(10)
    expect(annotations.what_to_do.length, alert).toBeGreaterThan(10)
    expect(document).toContain(`\`${alert}\``)
  }
})

test('what the documents link to is there', () => {
  const documents = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    'CHANGELOG.md',
    ...readdirSync(join(root, 'docs'))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `docs/${name}`),
  ]
  const broken = documents.flatMap((path) =>
    [...read(path).matchAll(/\]\((?!https?:|mailto:)([^)\s#]+)(#[^)\s]+)?\)/g)]
      .filter(([, target = '']) => !existsSync(join(root, path, '..', target)))
      .map(([link]) => `${path}: ${link}`),
  )
  expect(broken).toEqual([])
})
