import { z } from 'zod'
import { likeliestTopic } from '../answer/topic.ts'
import { languageOf } from '../knowledge/language.ts'
import { LONGEST_QUERY } from '../knowledge/search.ts'
import { nearestExamples } from '../knowledge/topics.ts'
import { storable } from '../storable.ts'
import { inOrganization } from '../store/database.ts'
import { readSettings } from '../store/settings.ts'
import { operation } from './operation.ts'

const share = z.number().min(0).max(1)

/** Looks and keeps nothing: for whoever writes the list, and wants to see what it would do. */
export const matchTopics = operation(
  {
    method: 'post',
    path: '/api/v1/settings/topics/match',
    summary: 'Which of the listed topics a message would be taken for without a model, and why',
    tag: 'Settings',
    body: z.strictObject({
      text: z
        .string()
        .trim()
        .min(1, 'must not be empty')
        .max(LONGEST_QUERY, `at most ${LONGEST_QUERY} characters`)
        .transform(storable),
      channel: z.string().max(200).optional(),
    }),
    answer: z.object({
      topic: z.string().nullable().describe('null: none of them, or not probably enough'),
      confidence: share.describe('How probably it is about the likeliest topic, taken or not'),
      nearest: z
        .array(z.object({ topic: z.string(), example: z.string(), likeness: share }))
        .describe('The examples that are most like it'),
    }),
  },
  async ({ deps: { database, knowledge }, caller: { organizationId }, body: { text, channel } }) => {
    const settings = await inOrganization(database, organizationId, (tx) => readSettings(tx, organizationId))
    const { mode, list } = settings.channels[channel ?? '']?.topics ?? settings.topics
    const model = await knowledge.of(organizationId).topicsOf(list)
    const language = languageOf(text, settings.persona.languages[0] ?? 'en')
    const likeliest = likeliestTopic(model, mode, { text, query: text }, language)
    return {
      topic: likeliest?.taken ?? null,
      confidence: likeliest?.confidence ?? 0,
      nearest: nearestExamples(model, text),
    }
  },
)
