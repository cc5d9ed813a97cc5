import { z } from 'zod'
import type { Passage } from '../knowledge/search.ts'
import { sentencesOf } from '../knowledge/sentence.ts'
import type { Check, Draft } from '../rules/decision.ts'
import type { Settings } from '../settings.ts'
import type { Model, Usage } from './model.ts'
import { plainText } from './plain-text.ts'
import { checkPromptFor } from './prompt-check.ts'
import type { Exchange } from './question.ts'

/**
 * Each sentence of a model's draft, held against the passages that it was given (A5), by the model asked anew with nothing to defend.
 * What no passage says is cut, and a draft that stands on nothing else, or against a passage, is not sent.
 */

export const verdictsSchema = z.object({
  claims: z.array(
    z.object({
      sentence: z.number(),
      verdict: z.enum(['supported', 'unsupported', 'contradicted', 'no_claim']),
      passage: z.number().nullable(),
    }),
  ),
})

type Verdict = z.infer<typeof verdictsSchema>['claims'][number]['verdict']

interface Sentence {
  text: string
  /** What stands between it and the next: a space or line ends. */
  gap: string
}

interface Judged extends Sentence {
  verdict: Verdict
  /** The title of what says so; null for what nothing says. */
  saidBy: string | null
}

const OUTPUT_TOKENS = 4_000
/** What is shorter stands in many a passage by chance. */
const SHORTEST_QUOTE = 20
const WORST_FIRST: Verdict[] = ['contradicted', 'unsupported', 'supported', 'no_claim']

/** The draft without what no passage says, and a check for each of its claims. Throws what the model's call throws. */
export async function checkClaims(
  model: Model,
  exchanges: Exchange[],
  draft: Draft,
  passages: Passage[],
  settings: Settings,
  signal: AbortSignal,
): Promise<{ draft: Draft; checks: Check[]; usage: Usage | null }> {
  const sentences = sentencesIn(draft.text)
  const open = sentences.filter(({ text }) => !isQuestion(text) && quotedFrom(text, passages) === null)
  if (draft.decision === 'hand_off' || draft.isCourtesy || sentences.every(({ text }) => isQuestion(text)))
    return { draft, checks: [], usage: null }

  const asked =
    open.length === 0
      ? null
      : await model.complete({
          about: 'check',
          ...checkPromptFor(
            exchanges,
            passages,
            settings,
            open.map(({ text }) => text),
          ),
          schema: verdictsSchema,
          maxOutputTokens: OUTPUT_TOKENS,
          signal,
        })
  const judged = sentences.map((sentence) => {
    if (isQuestion(sentence.text)) return { ...sentence, verdict: 'no_claim' as const, saidBy: null }
    const quoted = quotedFrom(sentence.text, passages)
    if (quoted !== null) return { ...sentence, verdict: 'supported' as const, saidBy: quoted }
    return {
      ...sentence,
      ...verdictOn(open.indexOf(sentence) + 1, asked?.value.claims ?? [], passages, settings),
    }
  })
  return { ...withoutUnsupported(draft, judged), usage: asked?.usage ?? null }
}

/** The worst that was said of a sentence; one of which nothing was said, or whose source does not exist, is unsupported. */
function verdictOn(
  number: number,
  verdicts: z.infer<typeof verdictsSchema>['claims'],
  passages: Passage[],
  settings: Settings,
): Pick<Judged, 'verdict' | 'saidBy'> {
  const own = verdicts.filter(({ sentence }) => sentence === number)
  const worst = WORST_FIRST.find((verdict) => own.some((each) => each.verdict === verdict)) ?? 'unsupported'
  if (worst !== 'supported') return { verdict: worst, saidBy: null }
  const sources = own.flatMap(({ passage }) => sourceName(passage, passages, settings) ?? [])
  return sources.length === own.filter(({ verdict }) => verdict === 'supported').length
    ? { verdict: 'supported', saidBy: sources[0] ?? null }
    : { verdict: 'unsupported', saidBy: null }
}

/** 0 is what the team told the AI in its settings. */
function sourceName(number: number | null, passages: Passage[], { persona }: Settings): string | null {
  if (number === 0) return persona.instructions === '' ? null : 'the instructions in the settings'
  return number === null ? null : (passages[number - 1]?.title ?? null)
}

function withoutUnsupported(draft: Draft, judged: Judged[]): { draft: Draft; checks: Check[] } {
  const claims = judged.filter(({ verdict }) => verdict !== 'no_claim')
  const supported = claims.filter(({ verdict }) => verdict === 'supported')
  const unsupported = claims.filter(({ verdict }) => verdict === 'unsupported')
  const isAgainst = claims.some(({ verdict }) => verdict === 'contradicted')
  // a question back that claims things is no question back, and a draft that is mostly made up is not saved by cutting
  const isUnfit =
    isAgainst ||
    (unsupported.length > 0 &&
      (draft.decision === 'clarify' || supported.length === 0 || unsupported.length > supported.length))
  const checks = claims.map(({ text, verdict, saidBy }): Check => {
    const said = `“${text.length > 200 ? `${text.slice(0, 199)}…` : text}”`
    if (verdict === 'supported')
      return { name: 'claim', verdict: 'pass', detail: `${said}: says “${saidBy}”` }
    if (verdict === 'contradicted')
      return { name: 'claim', verdict: 'fail', detail: `${said}: the articles say otherwise` }
    return isUnfit
      ? { name: 'claim', verdict: 'fail', detail: `${said}: no article says so` }
      : { name: 'claim', verdict: 'warn', detail: `${said}: no article says so, cut` }
  })
  if (isUnfit || unsupported.length === 0) return { draft, checks }
  const kept = judged.filter(({ verdict }) => verdict !== 'unsupported')
  const text = kept.map((sentence) => sentence.text + sentence.gap).join('')
  return { draft: { ...draft, text: text.trim() }, checks }
}

/** In order; joined with their gaps they are the text again. A line's end is a sentence's, too: lists have no full stops. */
function sentencesIn(text: string): Sentence[] {
  return text.split(/(?<=\n)/).flatMap((line) =>
    sentencesOf(line).flatMap((sentence) => {
      const said = sentence.trim()
      return said === '' ? [] : [{ text: said, gap: sentence.slice(sentence.trimEnd().length) }]
    }),
  )
}

function isQuestion(sentence: string): boolean {
  return /[?？؟]$/.test(sentence)
}

/** The title of the passage that the sentence stands in word for word. */
function quotedFrom(sentence: string, passages: Passage[]): string | null {
  const words = bare(sentence)
  if (words.length < SHORTEST_QUOTE) return null
  const passage = passages.find(({ text }) => bare(plainText(text)).includes(words))
  return passage?.title ?? null
}

function bare(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}
