import { useMutation, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { z } from 'zod'
import type { foundSchema } from '../../../src/http/present-knowledge.ts'
import { api, get } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useTimes } from '../ui/time.ts'
import { isWide } from '../ui/wide.ts'
import { useWords } from '../words/words.tsx'

type Found = z.infer<typeof foundSchema>

const LONGEST = 4_000
/** Of a passage, until somebody wants all of it. */
const SHOWN = 240
/** From which confidence on an answer is sent. */
const threshold = {
  queryKey: ['settings', 'confidence'],
  queryFn: () => get<{ handoff: { confidence: number } }>('/api/v1/settings'),
  staleTime: 60_000,
}

/** What retrieval returns for a question, and why: the path that every answer takes, looked at by itself. */
export function TestBox() {
  const { knowledge } = useWords()
  const { test } = knowledge
  const [query, setQuery] = useState('')
  const [isOpenAtFirst] = useState(isWide)
  const search = useMutation({
    mutationFn: (query: string) => api<Found>('POST', '/api/v1/knowledge/search', { query }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const asked = query.trim()
    if (asked !== '' && !search.isPending) search.mutate(asked)
  }
  return (
    <details className="card" open={isOpenAtFirst}>
      <summary className="cursor-pointer">
        <h2 className="inline">{test.title}</h2>
      </summary>
      <p className="hint mb-3 mt-1">{test.intro}</p>
      <form onSubmit={submit} className="flex gap-2">
        <label htmlFor="what-is-found" className="sr-only">
          {test.question}
        </label>
        <input
          id="what-is-found"
          dir="auto"
          autoComplete="off"
          maxLength={LONGEST}
          placeholder={test.question}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        />
        <Button type="submit" className="btn" isOff={search.isPending || query.trim() === ''}>
          {search.isPending ? test.searching : test.search}
        </Button>
      </form>
      <Fault fault={search.error} />
      {search.data && <Results found={search.data} />}
    </details>
  )
}

function Results({ found: { items, language, confidence } }: { found: Found }) {
  const { test } = useWords().knowledge
  const times = useTimes()
  const { data: settings } = useQuery(threshold)
  const least = settings?.handoff.confidence
  const isSure = least !== undefined && confidence >= least
  return (
    <div className="mt-4">
      <p role="status">
        {language === null ? test.languageUnknown : test.languageIs(times.language(language))}{' '}
        {items.length > 0 && (
          <>
            {test.confidence} <strong className="tabular-nums">{times.share(confidence)}</strong>
            {least !== undefined && (
              <>
                {' '}
                <span className={`tag ${isSure ? 'tag-good' : 'tag-warn'}`}>
                  {isSure ? test.sure(times.share(least)) : test.unsure(times.share(least))}
                </span>
              </>
            )}
          </>
        )}
      </p>
      {items.length === 0 && <p className="mt-2 font-semibold">{test.nothing}</p>}
      <ol className="mt-2">
        {items.map((item) => (
          <Result key={item.articleId} item={item} />
        ))}
      </ol>
      {items.length > 0 && <Meaning />}
    </div>
  )
}

function Result({ item }: { item: Found['items'][number] }) {
  const { knowledge } = useWords()
  const { test } = knowledge
  const times = useTimes()
  const [isWhole, setWhole] = useState(false)
  const isShort = item.text.length <= SHOWN + 20
  const { articleId, title, heading, text, language, visibility, phrasings, taught } = item
  const numbers = [
    [test.score, item.score],
    [test.fit, item.fit],
    [test.coverage, item.coverage],
    [test.likeness, item.likeness],
  ] as const
  return (
    <li className="border-t border-line py-3">
      <p className="flex flex-wrap items-baseline gap-x-2">
        <Link to="/knowledge/$id" params={{ id: articleId }} dir="auto" className="min-w-0 font-semibold">
          {title}
        </Link>
        <span className="hint">{times.language(language)}</span>
        {visibility === 'internal' && <span className="tag">{knowledge.visibilities.internal}</span>}
      </p>
      <blockquote dir="auto" className="my-1.5 border-s-2 border-line ps-3 text-[0.93rem]">
        {heading !== '' && <p className="font-semibold">{heading}</p>}
        <p className="whitespace-pre-wrap">{isShort || isWhole ? text : `${text.slice(0, SHOWN)}…`}</p>
        {!isShort && !isWhole && (
          <button type="button" className="btn btn-quiet px-0" onClick={() => setWhole(true)}>
            {test.whole}
          </button>
        )}
      </blockquote>
      <dl className="flex flex-wrap gap-x-4 text-[0.87rem]">
        {numbers.map(([name, value]) => (
          <div key={name} className="flex gap-1.5">
            <dt className="text-soft">{name}</dt>
            <dd className="tabular-nums">{times.share(value)}</dd>
          </div>
        ))}
        <div className="flex gap-1.5">
          <dt className="text-soft">{test.taught(phrasings)}</dt>
          <dd className="tabular-nums">
            {taught !== null ? times.share(taught) : phrasings === 0 ? test.noPhrasings : test.notLearnt}
          </dd>
        </div>
      </dl>
    </li>
  )
}

function Meaning() {
  const { test } = useWords().knowledge
  return (
    <details className="border-t border-line pt-2 text-[0.93rem]">
      <summary className="cursor-pointer font-semibold text-accent">{test.meaning}</summary>
      <dl className="mt-2 grid gap-2">
        {test.meanings.map(([name, text]) => (
          <div key={name}>
            <dt className="font-semibold">{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
