import { z } from 'zod'
import { likeliestTopic } from '../answer/topic.ts'
import { languageOf } from '../knowledge/language.ts'
import { LONGEST_QUERY } from '../knowledge/search.ts'
import { nearestExamples } from '../knowledge/topics.ts'
import { leadsToPeople, topicReason } from '../rules/decision.ts'
import { settingsSchema } from '../settings.ts'
import { storable } from '../storable.ts'
import { inOrganization } from '../store/database.ts'
import { readSettings } from '../store/settings.ts'
import { needs } from './guard.ts'
import { parse } from './input.ts'
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
      topics: z
        .unknown()
        .optional()
        .describe(
          'A list as the settings have it, to be asked in place of the saved one; takes who may save it',
        ),
    }),
    answer: z.object({
      topic: z.string().nullable().describe('null: none of them, or not probably enough'),
      confidence: share.describe('How probably it is about the likeliest topic, taken or not'),
      nearest: z
        .array(z.object({ topic: z.string(), example: z.string(), likeness: share }))
        .describe('The examples that are most like it'),
      outcome: z
        .object({
          kind: z.enum(['answered', 'handed_over']),
          reason: z.enum(['topic_forbidden', 'topic_not_allowed']).nullable(),
        })
        .describe(
          'What the topic alone leads to; with a reason and answered all the same where that reason is switched off',
        ),
    }),
  },
  async ({ deps: { database, knowledge }, caller, body: { text, channel, topics } }) => {
    const { organizationId } = caller
    const isTyped = topics !== undefined
    // to learn a list takes seconds of this machine
    if (isTyped) needs('settings:write')(caller)
    const typed = isTyped ? parse(settingsSchema, { topics }).topics : null
    const settings = await inOrganization(database, organizationId, (tx) => readSettings(tx, organizationId))
    const asked = typed ?? settings.channels[channel ?? '']?.topics ?? settings.topics
    const { mode, list } = asked
    const model = await knowledge.of(organizationId).topicsOf(list)
    const language = languageOf(text, settings.persona.languages[0] ?? 'en')
    const likeliest = likeliestTopic(model, mode, { text, query: text }, language)
    const topic = likeliest?.taken ?? null
    const reason = topicReason(asked, topic)
    const isLeft = reason !== null && leadsToPeople(reason, settings.handoff)
    return {
      topic,
      confidence: likeliest?.confidence ?? 0,
      nearest: nearestExamples(model, text),
      outcome: { kind: isLeft ? ('handed_over' as const) : ('answered' as const), reason },
    }
  },
)
