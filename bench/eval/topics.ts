import { topicTeller } from '../../src/answer/topic.ts'
import { languageOf } from '../../src/knowledge/language.ts'
import { learnTopics, type Topic, type TopicModel } from '../../src/knowledge/topics.ts'
import { askedOf, cost, type Taught, taughtOf } from './intent-sets.ts'
import { type Row, share } from './measures.ts'

/**
 * Topics taught as a team would: ten labels of a set are topics with so many examples each, what customers ask of all labels is the
 * knowledge, and everything is asked. Beside it the same topics told by the words that a message shares with an example.
 */

const SETS = ['bitext', 'clinc150', 'banking77', 'hint3-curekart', 'natcs-insurance']
const TOPICS = 10
const EXAMPLES = [5, 10, 20]
const SEEDS = [1, 2, 3]
const ASKED = 500
const ARTICLES = 100
const TEXTS = 200

interface Wanted {
  sets?: string[]
  examples?: number[]
  seeds?: number[]
  /** Beside what shared words would tell, which takes longer than all the rest. */
  besideWords?: boolean
}

interface Told {
  /** The message's label is a topic, and its name. */
  topic: string | null
  deny: string | null
  allow: string | null
  byWords: string | null
}

export async function topicRows({
  sets = SETS,
  examples = EXAMPLES,
  seeds = SEEDS,
  besideWords = true,
}: Wanted = {}): Promise<Row[]> {
  const rows: Row[] = []
  for (const set of sets)
    for (const count of examples) {
      const told: Told[] = []
      const milliseconds: number[] = []
      for (const seed of seeds) {
        const { model, messages, ms } = await taught(set, count, seed)
        milliseconds.push(ms)
        told.push(...messages.map((message) => tell(model, message, besideWords)))
      }
      rows.push(...rowsOf(set, count, told, besideWords), learning(set, count, milliseconds))
    }
  return rows
}

function rowsOf(set: string, count: number, told: Told[], besideWords: boolean): Row[] {
  const about = told.filter(({ topic }) => topic !== null)
  const foreign = told.filter(({ topic }) => topic === null)
  const of = `topics of ${count} examples`
  const shares = (name: string, found: (each: Told) => string | null): Row[] => [
    {
      set,
      measure: `${of}, ${name}: found`,
      ours: share(about, (each) => found(each) !== null),
      bar: null,
      aim: null,
    },
    {
      set,
      measure: `${of}, ${name}: false alarms`,
      ours: share(foreign, (each) => found(each) !== null),
      bar: null,
      aim: null,
      lowerIsBetter: true,
    },
  ]
  return [
    ...shares('forbidden', ({ deny }) => deny),
    ...shares('allowed', ({ allow }) => allow),
    ...(besideWords ? shares('by shared words', ({ byWords }) => byWords) : []),
  ]
}

function learning(set: string, count: number, milliseconds: number[]): Row {
  const [middle = 0] = milliseconds.toSorted((a, b) => a - b).slice(milliseconds.length >> 1)
  return cost(set, `topics of ${count} examples: ms to learn`, middle, 500)
}

async function taught(set: string, count: number, seed: number) {
  const random = randomOf(seed)
  const all = shuffled(taughtOf(set), random)
  const labels = [...new Set(all.map(({ label }) => label))].sort()
  const enough = labels.filter(
    (label) => all.filter((each) => each.label === label).length >= Math.min(count, 8),
  )
  const chosen = shuffled(enough, random).slice(0, Math.min(TOPICS, labels.length >> 1))
  const list: Topic[] = chosen.map((label) => ({
    name: nameOf(label),
    description: '',
    examples: all
      .filter((each) => each.label === label)
      .slice(0, count)
      .map(({ text }) => text),
  }))
  const examples = new Set(list.flatMap((topic) => topic.examples))
  const articles = byLabel(all.filter(({ text }) => !examples.has(text)))
  const each = Math.ceil(TEXTS / Math.min(ARTICLES, articles.length))
  const ordinary = articles.slice(0, ARTICLES).map((texts) => texts.slice(0, each))
  const began = performance.now()
  const model = await learnTopics(list, ordinary)
  const ms = performance.now() - began
  const messages = shuffled(askedOf(set), random)
    .slice(0, ASKED)
    .map(({ text, label, oos }) => ({
      text,
      topic: oos !== true && chosen.includes(label) ? nameOf(label) : null,
    }))
  return { model, messages, ms }
}

function tell(
  model: TopicModel,
  { text, topic }: { text: string; topic: string | null },
  besideWords: boolean,
): Told {
  const language = languageOf(text, 'en')
  const told = (mode: 'deny' | 'allow') => topicTeller(model, mode).topicOf({ text, query: text }, language)
  // each way of saying it as a topic of its own name, which is how a topic without examples is told
  const said = model.list.flatMap(({ name, examples }) => [name, ...examples])
  const words = { list: said.map((name) => ({ name, description: '', examples: [] })), opinion: null }
  return {
    topic,
    deny: told('deny'),
    allow: told('allow'),
    byWords: besideWords ? topicTeller(words, 'deny').topicOf({ text, query: text }, language) : null,
  }
}

const nameOf = (label: string) => label.replaceAll('_', ' ').toLowerCase()

/** As the knowledge would hold them: an article for each label. */
function byLabel(messages: Taught[]): string[][] {
  const labels = new Map<string, string[]>()
  for (const { label, text } of messages) labels.set(label, [...(labels.get(label) ?? [nameOf(label)]), text])
  return [...labels.values()]
}

function shuffled<T>(items: T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item)
}

/** Mulberry32, 0 to 1: the same row of numbers for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
