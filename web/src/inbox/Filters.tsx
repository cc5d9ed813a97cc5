import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { overview, type SessionFilter, sessionValues } from '../queries.ts'
import { Icon } from '../ui/Icon.tsx'
import { SearchField } from '../ui/SearchField.tsx'
import { useShortcuts } from '../ui/shortcuts.ts'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import { Chips } from './Chips.tsx'
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
  figure: undefined,
  day: undefined,
  q: undefined,
  from: undefined,
  to: undefined,
}

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
      <SearchField
        ref={field}
        label={inbox.search}
        placeholder={inbox.searchHint}
        q={filter.q ?? ''}
        change={(q) => change({ q })}
      />
      <Chips filter={filter} drop={(name) => change({ [name]: undefined })} />
      <details className="mt-2">
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
