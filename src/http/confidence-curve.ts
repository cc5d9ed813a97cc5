import { z } from 'zod'
import { confidenceCurve } from '../rules/confidence-curve.ts'
import { askedSince } from '../store/asked.ts'
import { inOrganization } from '../store/database.ts'
import { readSettings } from '../store/settings.ts'
import { operation } from './operation.ts'

const DAYS = 90
/** What is older than the newest so many says nothing new. */
const MOST = 20_000
const DAY_MS = 24 * 3600 * 1000

const share = z.number().min(0).max(1)

export const getConfidenceCurve = operation(
  {
    method: 'get',
    path: '/api/v1/settings/confidence-curve',
    summary: 'What each threshold of confidence would have meant for the questions of the last ninety days',
    tag: 'Settings',
    answer: z.object({
      questions: z.number(),
      threshold: share.describe('The one in force'),
      items: z.array(
        z.object({
          threshold: share,
          answered: share.describe('Of all questions, those that would be answered'),
          precision: share
            .nullable()
            .describe('Of the answers that somebody has judged, those that were right'),
          judged: z.number().describe('Answers that were flagged, led to a person, or ended a session'),
        }),
      ),
    }),
  },
  async ({ deps, caller: { organizationId } }) => {
    const since = new Date(deps.clock.now().getTime() - DAYS * DAY_MS)
    const { asked, settings } = await inOrganization(deps.database, organizationId, async (tx) => ({
      asked: await askedSince(tx, since, MOST),
      settings: await readSettings(tx, organizationId),
    }))
    return { questions: asked.length, threshold: settings.handoff.confidence, items: confidenceCurve(asked) }
  },
)
