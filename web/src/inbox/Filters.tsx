import { useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState } from 'react'
import { overview, type SessionFilter, sessionValues } from '../queries.ts'
import { Icon } from '../ui/Icon.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { isNarrowed, OWNERS, SENTIMENTS, STATUSES } from './filter.ts'
import { useInboxSearch } from './use-search.ts'

const NOTHING = {
  status: undefined,
  owner: undefined,
  sentiment: undefined,
  closure: undefined,
  handoff: undefined,
  channel: undefined,
  language: undefined,
  topic: undefined,
  q: undefined,
  from: undefined,
  to: undefined,
}
/** While somebody types, the address waits. */
const TYPING_MS = 250

/** The list's head: search, and what it is narrowed to. All of it stands in the address. */
export function Filters({ filter }: { filter: SessionFilter }) {
  const { inbox, sandbox } = useWords()
  const { search, change } = useInboxSearch()
  const field = useRef<HTMLInputElement>(null)
  const { data: state } = useQuery(overview)
  useShortcuts({ '/': () => field.current?.focus() })
  const { q: _, ...others } = filter
  const count = Object.keys(others).length
  return (
    <div className="border-b border-line px-4 pb-3 pt-4">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h1>{inbox.title}</h1>
        {state?.connection.isSandbox && state.sandboxUrl && (
          <button
            type="button"
            className="btn btn-quiet"
            aria-pressed={search.sandbox === true}
            onClick={() => change({ sandbox: !search.sandbox })}
          >
            <Icon name="sandbox" />
            {sandbox.name}
          </button>
        )}
      </div>
      <SearchField ref={field} q={filter.q ?? ''} change={(q) => change({ q })} />
      <details className="mt-2" open={count > 0 || undefined}>
        <summary className="cursor-pointer font-semibold text-accent">
          {inbox.filters}
          {count > 0 && <span className="tag tag-good ml-2">{count}</span>}
        </summary>
        <Choices filter={filter} narrow={change} />
      </details>
      {isNarrowed(filter) && (
        <button type="button" className="btn btn-quiet mt-1 px-0" onClick={() => change(NOTHING)}>
          {inbox.clear}
        </button>
      )}
    </div>
  )
}

function SearchField({
  q,
  change,
  ref,
}: {
  q: string
  change(q: string | undefined): void
  ref: React.Ref<HTMLInputElement>
}) {
  const { inbox } = useWords()
  const [text, setText] = useState(q)
  const id = useId()
  const changed = useRef(change)
  changed.current = change
  // what the address says by another hand than this field's: cleared, or gone back to
  const sent = useRef(q)
  const [lastQ, setLastQ] = useState(q)
  if (q !== lastQ) {
    setLastQ(q)
    if (q !== sent.current) setText(q)
  }
  useEffect(() => {
    const wanted = text.trim()
    if (wanted === sent.current) return
    const typed = setTimeout(() => {
      sent.current = wanted
      changed.current(wanted === '' ? undefined : wanted)
    }, TYPING_MS)
    return () => clearTimeout(typed)
  }, [text])
  return (
    <div className="relative">
      <label htmlFor={id} className="sr-only">
        {inbox.search}
      </label>
      <span className="absolute left-2.5 top-2.5 text-soft">
        <Icon name="search" />
      </span>
      <input
        id={id}
        ref={ref}
        type="search"
        maxLength={200}
        value={text}
        placeholder={inbox.searchHint}
        className="pl-9!"
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </div>
  )
}

function Choices({
  filter,
  narrow,
}: {
  filter: SessionFilter
  narrow(change: Record<string, string | undefined>): void
}) {
  const { inbox } = useWords()
  const times = useTimes()
  const { data: values } = useQuery(sessionValues)
  const named = (names: readonly string[], words: Record<string, string>) =>
    names.map((name) => [name, words[name] ?? name] as const)
  const plain = (names: string[] = []) => names.map((name) => [name, name] as const)
  const lists = [
    ['status', inbox.status, named(STATUSES, inbox.statuses)],
    ['owner', inbox.owner, named(OWNERS, inbox.owners)],
    ['sentiment', inbox.sentiment, named(SENTIMENTS, inbox.sentiments)],
    ['closure', inbox.closure, Object.entries(inbox.closures)],
    ['handoff', inbox.handoff, Object.entries(inbox.reasons)],
    ['channel', inbox.channel, plain(values?.channels)],
    [
      'language',
      inbox.languageFilter,
      (values?.languages ?? []).map((code) => [code, times.language(code)] as const),
    ],
    ['topic', inbox.topic, plain(values?.topics)],
  ] as const
  return (
    <div className="mt-2 grid grid-cols-2 gap-2">
      {lists.map(([name, label, options]) => {
        const chosen = filter[name]
        const isKnown = chosen === undefined || options.some(([value]) => value === chosen)
        return (
          <label key={name} className="text-[0.93rem]">
            {label}
            <select
              className="mt-0.5"
              value={chosen ?? ''}
              onChange={({ currentTarget: { value } }) =>
                narrow({ [name]: value === '' ? undefined : value })
              }
            >
              <option value="">{inbox.any}</option>
              {!isKnown && <option value={chosen}>{chosen}</option>}
              {options.map(([value, word]) => (
                <option key={value} value={value}>
                  {word}
                </option>
              ))}
            </select>
          </label>
        )
      })}
      {(['from', 'to'] as const).map((name) => (
        <label key={name} className="text-[0.93rem]">
          {inbox[name]}
          <input
            type="date"
            className="mt-0.5"
            value={filter[name] ?? ''}
            onChange={({ currentTarget: { value } }) => narrow({ [name]: value === '' ? undefined : value })}
          />
        </label>
      ))}
    </div>
  )
}
