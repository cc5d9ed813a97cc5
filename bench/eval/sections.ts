import { intentRows } from './intents.ts'
import { languageRows } from './languages.ts'
import type { Row } from './measures.ts'
import { mistypedRows } from './mistyped.ts'
import { moodRows } from './mood.ts'
import { partlyRows } from './partly.ts'
import { retrievalRows } from './retrieval.ts'
import { safetyRows } from './safety.ts'
import { taughtRows } from './taught.ts'
import { topicRows } from './topics.ts'

/** What is measured, by name, in the order of the table. */
export const SECTIONS: Record<string, () => Promise<Row[]> | Row[]> = {
  intents: () => intentRows(),
  taught: () => taughtRows(),
  partly: () => partlyRows(),
  topics: () => topicRows(),
  retrieval: () => retrievalRows(),
  mistyped: () => mistypedRows(),
  languages: () => languageRows(),
  safety: () => safetyRows(),
  mood: () => moodRows(),
}

/** So few questions that every test run can afford them, and so many that a drop of two points is one. */
export async function quickRows(): Promise<Row[]> {
  return [
    ...(await taughtRows(['hint3-curekart', 'natcs-insurance'], 2)),
    ...(await retrievalRows({ only: ['stackfaq', 'covid-faq-deepset', 'xquad zh'], every: 3 })),
    ...(await topicRows({
      sets: ['hint3-curekart', 'bitext'],
      examples: [10],
      seeds: [1],
      besideWords: false,
    })),
    ...(await languageRows()),
    ...(await safetyRows({ hosts: 1, honest: false })),
    ...(await moodRows()),
  ]
}
