import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { api } from '../api.ts'
import { TraceDetails, type Traced } from '../inbox/Trace.tsx'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useRole } from '../ui/role.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'

interface Answer extends Omit<Traced, 'outcome'> {
  decision: 'reply' | 'clarify' | 'hand_off'
  text: string
  confidence: number
  reason?: string
  evidence?: string
  citations: { articleId: string; title: string; url: string | null; quote: string }[]
}

interface Exchange {
  question: string
  answer: Answer
}

const LONGEST = 4_000

/** Ask as a customer, with all that a customer's question goes through; nothing is posted. */
export function PlaygroundPage() {
  const { playground } = useWords()
  useTitle(playground.title)
  const mayAsk = useRole('agent')
  const queries = useQueryClient()
  const [said, setSaid] = useState<Exchange[]>([])
  const { q } = useSearch({ from: '/inside/playground' })
  const [question, setQuestion] = useState(q ?? '')
  const list = useRef<HTMLOListElement>(null)
  const ask = useMutation({
    mutationFn: (text: string) =>
      api<Answer>('POST', '/api/v1/ask', {
        messages: [
          ...said.flatMap(({ question, answer }) => [
            { author: 'customer', text: question },
            { author: 'ai', text: answer.text },
          ]),
          { author: 'customer', text },
        ],
      }),
    onSuccess: (answer, text) => {
      setSaid((before) => [...before, { question: text, answer }])
      setQuestion('')
      void queries.invalidateQueries({ queryKey: keys.overview })
    },
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer comes into sight
  useEffect(() => {
    list.current?.lastElementChild?.scrollIntoView({ block: 'start' })
  }, [said.length])
  if (!mayAsk) return <Empty isPage title={playground.mayNot} />

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = question.trim()
    if (text !== '' && !ask.isPending) ask.mutate(text)
  }
  return (
    <div className="page flex min-h-full flex-col">
      <div className="flex items-start justify-between gap-3">
        <div>
          <h1>{playground.title}</h1>
          <p className="hint mb-4">{playground.intro}</p>
        </div>
        {said.length > 0 && (
          <button type="button" className="btn" onClick={() => setSaid([])}>
            {playground.again}
          </button>
        )}
      </div>
      <div className="flex-1">
        <ol ref={list} className="grid content-start gap-4" aria-live="polite">
          {said.map((exchange, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: only ever appended to
            <Exchanged key={index} exchange={exchange} />
          ))}
        </ol>
        {said.length === 0 && !ask.isPending && <Empty title={playground.empty} />}
      </div>
      <form onSubmit={submit} className="sticky bottom-0 mt-4 bg-paper py-3">
        <label htmlFor="question" className="sr-only">
          {playground.yourQuestion}
        </label>
        <div className="flex gap-2">
          <input
            id="question"
            dir="auto"
            autoComplete="off"
            // biome-ignore lint/a11y/noAutofocus: whoever comes with a question comes to ask it
            autoFocus={q !== undefined}
            maxLength={LONGEST}
            placeholder={playground.yourQuestion}
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <Button type="submit" className="btn btn-primary" isOff={ask.isPending || question.trim() === ''}>
            {ask.isPending ? playground.thinking : playground.ask}
          </Button>
        </div>
        <Fault fault={ask.error} />
      </form>
    </div>
  )
}

function Exchanged({ exchange: { question, answer } }: { exchange: Exchange }) {
  const { playground, session } = useWords()
  const confidence = answer.passages.length === 0 ? null : answer.confidence
  const outcome = { kind: answer.decision, because: answer.reason ?? answer.evidence ?? '' }
  return (
    <li className="grid gap-3 lg:grid-cols-2">
      <div className="grid content-start gap-2">
        <div className="customer w-fit max-w-full rounded-2xl rounded-bl-sm bg-customer px-4 py-2.5">
          <p className="text-[0.87rem] font-semibold">{playground.you}</p>
          <p dir="auto" className="whitespace-pre-wrap">
            {question}
          </p>
        </div>
        <div className="ai ml-auto w-fit max-w-full rounded-2xl rounded-br-sm bg-ai px-4 py-2.5">
          <p className="text-[0.87rem]">
            <strong>{session.kinds.ai}</strong> {playground.decisions[answer.decision]}
          </p>
          <p dir="auto" className="whitespace-pre-wrap">
            {answer.text}
          </p>
        </div>
      </div>
      {/* the answer is what is read out */}
      <div aria-live="off" className="card text-[0.93rem]">
        {answer.citations.length > 0 && (
          <>
            <p className="text-[0.85rem] text-soft">{playground.sources}</p>
            <ul className="mb-2">
              {answer.citations.map(({ articleId, title, quote }) => (
                <li key={`${articleId} ${quote}`}>
                  <Link to="/knowledge/$id" params={{ id: articleId }} className="font-semibold">
                    <bdi>{title}</bdi>
                  </Link>{' '}
                  <q className="text-soft">
                    <bdi>{quote}</bdi>
                  </q>
                </li>
              ))}
            </ul>
          </>
        )}
        <TraceDetails traced={{ ...answer, confidence, outcome }} />
      </div>
    </li>
  )
}
