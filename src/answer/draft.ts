import { z } from 'zod'
import { languageOf } from '../knowledge/language.ts'
import type { Passage } from '../knowledge/search.ts'
import type { Citation, Draft } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import { hostsOf } from './links.ts'
import type { Model, Usage } from './model.ts'
import { hasMarkdown, plainText } from './plain-text.ts'
import { promptFor } from './prompt.ts'
import type { Exchange, Question } from './question.ts'
import { quoteFrom } from './quote.ts'

/** The model's answer, `unknown` until this has read it. All fields are required: that is what providers enforce best. */
export const draftSchema = z.object({
  decision: z.enum(['reply', 'clarify', 'hand_off']),
  text: z.string(),
  citedPassages: z.array(z.number()),
  reason: z
    .enum([
      'asked_for_human',
      'topic_not_allowed',
      'topic_forbidden',
      'low_confidence',
      'not_in_knowledge',
      'frustration',
      'attack',
      'unreadable_content',
    ])
    .nullable(),
  evidence: z.string(),
  confidence: z.number(),
  topic: z.string().nullable(),
  language: z.string(),
  sentiment: z.enum(['positive', 'neutral', 'negative']),
  summary: z.string(),
})

const OUTPUT_TOKENS = 2_000

export interface ModelDraft {
  draft: Draft
  wasMarkdown: boolean
  usage: Usage
  model: string
}

export async function draftWithModel(
  model: Model,
  exchanges: Exchange[],
  question: Question,
  passages: Passage[],
  settings: Settings,
  topics: Settings['topics'],
  signal: AbortSignal,
): Promise<ModelDraft> {
  const { system, messages, fence } = promptFor(exchanges, passages, settings, topics)
  const answer = await model.complete({
    about: 'answer',
    system,
    messages,
    schema: draftSchema,
    maxOutputTokens: OUTPUT_TOKENS,
    signal,
  })
  const { value } = answer
  const cited = [...new Set(value.citedPassages)].flatMap((number) => passages[number - 1] ?? [])
  const text = value.text.includes(fence) ? '' : value.text
  return {
    draft: {
      ...value,
      text: plainText(text),
      citations: cited.map((passage) => citationOf(passage, question.query, hostsOf(passages))),
      evidence: value.evidence.slice(0, 500),
      confidence: Math.min(Math.max(value.confidence, 0), 1),
      topic:
        topics.list.find(({ name }) => name.toLowerCase() === value.topic?.trim().toLowerCase())?.name ??
        null,
      language:
        question.language ??
        (/^[a-z]{2}$/.test(value.language) ? value.language : languageOf(value.text, 'en')),
      summary: value.summary.slice(0, 1_000),
      isCourtesy: question.courtesy !== null,
    },
    wasMarkdown: hasMarkdown(text),
    usage: answer.usage,
    model: answer.model ?? model.name,
  }
}

export function citationOf(passage: Passage, question: string, hosts: Set<string>): Citation {
  return {
    articleId: passage.articleId,
    externalId: passage.externalId,
    passageId: passage.passageId,
    title: passage.title,
    // an internal article is used, not shown
    url: passage.visibility === 'public' ? passage.url : null,
    quote: quoteFrom(passage.text, question, hosts, 300),
  }
}
