import { Link } from '@tanstack/react-router'
import type { Turn } from '../api.ts'
import { useTimes } from '../ui/time.ts'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/words.tsx'
import { reasonOf } from './speak.ts'
import { TimingBar } from './TimingBar.tsx'

/** What is known of how an answer came about: of a turn, or of a question in the playground. */
export interface Traced {
  outcome: { kind: string; because: string } | null
  passages: { articleId: string; passageId?: string; title: string; score: number }[]
  draft: string | null
  /** null: no answer was found. */
  confidence: number | null
  /** null: nobody wrote it down. */
  threshold: number | null
  checks: { name: string; verdict: string; detail: string }[]
  model: string | null
  usage: { inputTokens: number | null; outputTokens: number | null; costUsd: number | null } | null
  timings: Record<string, number>
}

/** How an answer came about: what was found, drafted, checked; folded until somebody asks. */
export function Trace({ turn }: { turn: Turn }) {
  const { trace } = useWords()
  return (
    <details
      className="mt-1 text-[0.93rem]"
      // it comes after the answer that has been read out, and is read by whoever opens it
      aria-live="off"
      onToggle={({ currentTarget }) =>
        currentTarget.open && currentTarget.scrollIntoView({ block: 'nearest' })
      }
    >
      <summary className="cursor-pointer py-1 font-semibold text-accent">{trace.title}</summary>
      <TraceDetails traced={readTrace(turn)} />
    </details>
  )
}

const VERDICTS: Record<string, string> = { pass: 'tag-good', warn: 'tag-warn', fail: 'tag-bad' }

export function TraceDetails({ traced }: { traced: Traced }) {
  const words = useWords()
  const { trace } = words
  const { number, share, percent } = useTimes()
  const { outcome, passages, draft, confidence, threshold, checks, usage } = traced
  const tokens = (count: number | null | undefined) =>
    count === null || count === undefined ? '?' : number(count)
  return (
    <dl className="mt-1 grid gap-2 border-t border-line pt-2 [&_dt]:text-[0.85rem] [&_dt]:text-soft">
      <div>
        <dt>{trace.outcome}</dt>
        <dd>{outcome === null ? trace.stillRunning : saidOf(words, outcome)}</dd>
      </div>
      {confidence !== null && (
        <div>
          <dt>{trace.confidence}</dt>
          <dd>
            {trace.sure(percent(roundedDown(confidence)))}
            {threshold !== null && (threshold === 0 ? trace.atAnyRate : trace.from(percent(threshold)))}
          </dd>
        </div>
      )}
      <div>
        <dt>{trace.found}</dt>
        <dd>
          {passages.length === 0 && trace.nothingFound}
          <ol className="grid gap-0.5">
            {passages.map(({ articleId, passageId, title, score }) => (
              <li key={passageId ?? articleId} className="flex items-baseline justify-between gap-3">
                <Link to="/knowledge/$id" params={{ id: articleId }} dir="auto" className="min-w-0">
                  {title}
                </Link>
                <span className="shrink-0 tabular-nums text-soft">{share(score)}</span>
              </li>
            ))}
          </ol>
        </dd>
      </div>
      {draft && (
        <div>
          <dt>{trace.draft}</dt>
          <dd dir="auto" className="whitespace-pre-wrap">
            {draft}
          </dd>
        </div>
      )}
      {checks.length > 0 && (
        <div>
          <dt>{trace.checks}</dt>
          <dd>
            <ul className="grid gap-1">
              {checks.map(({ name, verdict, detail }) => (
                // each claim has a check of its own
                <li key={`${name} ${detail}`}>
                  <span className={`tag ${VERDICTS[verdict] ?? ''}`}>
                    {trace.verdicts[verdict] ?? verdict}
                  </span>{' '}
                  <strong>{trace.checkNames[name] ?? name}</strong> <bdi>{detail}</bdi>
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      <div>
        <dt>{trace.model}</dt>
        <dd>{traced.model === null || traced.model === 'builtin' ? trace.builtin : traced.model}</dd>
      </div>
      {usage && (
        <div>
          <dt>
            {trace.tokens}, {trace.cost}
          </dt>
          <dd>
            {trace.tokensOf(tokens(usage.inputTokens), tokens(usage.outputTokens))} ·{' '}
            {usage.costUsd === null ? trace.costUnknown : `$ ${number(usage.costUsd)}`}
          </dd>
        </div>
      )}
      <TimingBar timings={traced.timings} />
    </dl>
  )
}

/** To whole per cents: what is just below the threshold must not look as if it had reached it. */
function roundedDown(confidence: number): number {
  return Math.floor(confidence * 100 + 1e-9) / 100
}

function saidOf(words: Words, { kind, because }: NonNullable<Traced['outcome']>): string {
  const what = words.trace.outcomes[kind] ?? kind
  const why = words.trace.because[because] ?? reasonOf(words, because)
  return why === '' ? what : `${what}: ${why}`
}

/** The API leaves these open for later releases; what this page shows of them has had this form since the first. */
function readTrace(turn: Turn): Traced {
  return turn as unknown as Traced
}
