import type { Passage } from '../knowledge/search.ts'
import { asRead } from '../knowledge/spelling.ts'
import { learnTopics } from '../knowledge/topics.ts'
import type { Draft } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { draftFromPassages } from './builtin.ts'
import type { Thinking } from './conclude.ts'
import type { Question } from './question.ts'
import { draftFromNeeds, type Need } from './several.ts'
import { timed } from './timed.ts'
import { topicTeller } from './topic.ts'

/** Drafted by the answerer that needs no key: each need by itself where there are several. */
export async function draftWithoutModel(
  { settings, topicsOf, readings }: Pick<Thinking, 'settings' | 'topicsOf' | 'readings'>,
  { question, needs, passages }: { question: Question; needs: Need[]; passages: Passage[] },
  { mode, list }: Settings['topics'],
  timings: Record<string, number>,
): Promise<Draft> {
  const learnt = async () => (topicsOf ? topicsOf(list) : learnTopics(list, []))
  const topics = topicTeller(await timed(timings, 'topics', learnt), mode)
  // what is quoted is chosen by the words as they were read
  const read = (asked: Question) => ({ ...asked, query: asRead(asked.query, readings?.() ?? []) })
  return needs.length > 0
    ? draftFromNeeds(
        needs.map((need) => ({ ...need, question: read(need.question) })),
        settings,
        topics,
      )
    : draftFromPassages(read(question), passages, settings, topics)
}
