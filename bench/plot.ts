import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { figure, type Spread } from './figures.ts'
import type { Engine } from './options.ts'

/** Draws what `npm run bench -- --json FILE` has measured as pictures for docs/performance.md. */

interface Report {
  machine: { commit: string }
  sections: { title: string; engine: Engine | null; figures: unknown }[]
}

interface AckRun {
  clients: number
  baton: { perSecond: number }
  reference: { perSecond: number }
}

interface OverheadRun {
  all: Spread
}

interface SoakPart {
  rss: number
  kept: number
  all: Spread
}

const [from = '', to = 'docs/plots'] = process.argv.slice(2)
const { sections, machine } = JSON.parse(readFileSync(from, 'utf8')) as Report // our own, of the same commit or an older one
/** Readable on a light page and on a dark one. */
const GREY = '#808890'
const { document } = parseHTML('<!doctype html><html><body></body></html>')

const of = <T>(title: string) =>
  sections.flatMap(({ title: each, engine, figures }) =>
    each.startsWith(title) ? [{ engine: engine ?? '', figures: figures as T }] : [],
  )

const acks = of<{ runs: AckRun[] }>('Acknowledgements').flatMap(({ engine, figures: { runs } }) =>
  [...new Set(runs.map(({ clients }) => clients))].flatMap((clients) => {
    const median = (pick: (run: AckRun) => number) =>
      figure(runs.filter((run) => run.clients === clients).map(pick)).median
    return [
      { engine, clients, what: 'Baton', perSecond: median((run) => run.baton.perSecond) },
      { engine, clients, what: 'bare inserts', perSecond: median((run) => run.reference.perSecond) },
    ]
  }),
)
draw('acknowledgements', acks, {
  y: { type: 'log', label: 'a second', grid: true },
  x: { type: 'log', label: 'clients', ticks: [1, 10, 50], tickFormat: 'd' },
  marks: (rows: typeof acks) => [
    Plot.line(rows, { x: 'clients', y: 'perSecond', stroke: 'what', fx: 'engine', marker: true }),
    Plot.text(
      rows,
      Plot.selectLast({
        x: 'clients',
        y: 'perSecond',
        z: 'what',
        fx: 'engine',
        text: 'what',
        dy: -10,
        dx: -20,
      }),
    ),
  ],
})

const overheads = of<Record<string, OverheadRun[]>>('Turn overhead').flatMap(({ engine, figures }) =>
  Object.entries(figures).flatMap(([load, runs]) => [
    { engine, load, what: 'p50', ms: figure(runs.map((run) => run.all.p50)).median },
    { engine, load, what: 'p99', ms: figure(runs.map((run) => run.all.p99)).median },
  ]),
)
draw('overhead', overheads, {
  x: { type: 'log', label: 'ms', grid: true },
  y: { label: null, domain: [...new Set(overheads.map(({ load }) => load))] },
  marginLeft: 270,
  marks: (rows: typeof overheads) => [
    Plot.link(
      rows,
      Plot.groupY(
        { x1: 'min', x2: 'max' },
        { x1: 'ms', x2: 'ms', y: 'load', fx: 'engine', stroke: GREY, strokeWidth: 2 },
      ),
    ),
    Plot.dot(rows, { x: 'ms', y: 'load', fx: 'engine', fill: 'what', r: 5 }),
    Plot.text(rows, { x: 'ms', y: 'load', fx: 'engine', text: 'what', dy: -12 }),
  ],
})

const soak = of<SoakPart[]>('Soak').flatMap(({ engine, figures }) =>
  figures.flatMap(({ rss, kept }, at) => [
    { engine, part: at + 1, what: 'process', mib: rss },
    { engine, part: at + 1, what: 'kept', mib: kept },
  ]),
)
draw('soak', soak, {
  x: { label: 'sixth of the time', ticks: [1, 2, 3, 4, 5, 6], tickFormat: 'd' },
  y: { label: 'MiB', zero: true, grid: true },
  marks: (rows: typeof soak) => [
    Plot.line(rows, { x: 'part', y: 'mib', stroke: 'what', fx: 'engine', marker: true }),
    Plot.text(
      rows,
      Plot.selectLast({ x: 'part', y: 'mib', z: 'what', fx: 'engine', text: 'what', dy: -10, dx: -10 }),
    ),
  ],
})

/** One picture an entry; none where the report has nothing of it. */
function draw<Row>(
  name: string,
  rows: Row[],
  { marks, ...options }: Omit<Plot.PlotOptions, 'marks'> & { marks: (rows: Row[]) => Plot.Markish[] },
): void {
  if (rows.length === 0) return
  const plot = Plot.plot({
    document,
    width: 860,
    height: 300,
    fx: { label: null },
    style: { color: GREY, background: 'transparent', fontSize: '13px' },
    ...options,
    marks: marks(rows),
  })
  // (an element is its own markup as text)
  const svg = String(plot).replace(
    /^<svg (?!.*?xmlns="http:\/\/www\.w3\.org\/2000\/svg")/,
    '<svg xmlns="http://www.w3.org/2000/svg" ',
  )
  const path = join(to, `${name}.svg`)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, svg)
  console.log(`${path}, of ${machine.commit.slice(0, 12)}`)
}
