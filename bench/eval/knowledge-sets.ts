import type { ImportEntry } from '../../src/knowledge/ingest.ts'
import { entriesOf } from './sets.ts'

/** The sets that ask a knowledge for an article, in one form. */
export interface KnowledgeSet {
  name: string
  articles: ImportEntry[]
  queries: AskedQuery[]
}

export interface AskedQuery {
  /** What was said before, oldest first. */
  before: { author: 'customer' | 'ai'; text: string }[]
  text: string
  /** External ids of the articles that answer. */
  relevant: string[]
  /** Another article's question may be close, but nothing answers this one. */
  isAnswerable: boolean
}

interface Entry {
  id: string
  title?: string
  entity?: string
  text: string
}

interface Query {
  text: string
  relevant: string[]
  answerable?: boolean
  lang?: string
  context?: string[]
}

const LANGUAGES = ['de', 'zh'] as const

export function knowledgeSets(): KnowledgeSet[] {
  const of = (set: string): KnowledgeSet => ({
    name: set,
    articles: entriesOf<Entry>(set, 'kb.jsonl').map(articleOf),
    queries: entriesOf<Query>(set, 'queries.jsonl').map(asked),
  })
  const turns = of('dstc11-sk')
  const translated = entriesOf<Query>('xquad', 'queries.jsonl')
  return [
    of('stackfaq'),
    of('covid-faq-deepset'),
    of('squad2'),
    { ...turns, queries: turns.queries.filter(({ relevant }) => relevant.length > 0) },
    ...LANGUAGES.map((language) => ({
      name: `xquad ${language}`,
      articles: entriesOf<Entry>('xquad', `kb-${language}.jsonl`).map(articleOf),
      queries: translated.filter(({ lang }) => lang === language).map(asked),
    })),
  ]
}

/** What is about one place or product says so in its title, as a team would write it. */
function articleOf({ id, title = '', entity, text }: Entry): ImportEntry {
  const fields = {
    title: entity === undefined ? title : `${entity}: ${title}`,
    body: text,
    phrasings: [],
    url: null,
    visibility: 'public' as const,
    state: 'published' as const,
  }
  return { externalId: id, fields }
}

function asked({ text, relevant, answerable = true, context = [] }: Query): AskedQuery {
  const before = context.map((line) => ({
    author: line.startsWith('S:') ? ('ai' as const) : ('customer' as const),
    text: line.replace(/^[US]:\s*/, ''),
  }))
  return { before, text, relevant, isAnswerable: answerable }
}
