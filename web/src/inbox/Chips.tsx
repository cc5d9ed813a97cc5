import type { SessionFilter } from '../queries.ts'
import { useTimes } from '../ui/time.ts'
import type { Words } from '../words/en.ts'
import { useWords } from '../words/words.tsx'

/** What the list is narrowed to, each to be taken away by itself; what is searched for stands in its field. */
export function Chips({
  filter: { q: _, ...others },
  drop,
}: {
  filter: SessionFilter
  drop(name: keyof SessionFilter): void
}) {
  const words = useWords()
  const times = useTimes()
  // as the address is read: these names and no others
  const chosen = Object.entries(others) as [Narrowing, string][]
  if (chosen.length === 0) return null
  return (
    <ul aria-label={words.inbox.narrowedTo} className="mt-2 flex flex-wrap gap-1.5">
      {chosen.map(([name, value]) => {
        const told = saidOf(words, times, name, value)
        return (
          <li key={name} className="min-w-0">
            <button
              type="button"
              className="chip"
              aria-label={words.inbox.dropFilter(told)}
              onClick={() => drop(name)}
            >
              <bdi className="min-w-0 truncate">{told}</bdi>
              <span aria-hidden="true">×</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}

type Narrowing = Exclude<keyof SessionFilter, 'q'>

function saidOf(words: Words, times: ReturnType<typeof useTimes>, name: Narrowing, value: string): string {
  const { inbox } = words
  const named = (label: string, names: Record<string, string>) => `${label}: ${names[value] ?? value}`
  switch (name) {
    case 'status':
      return named(inbox.status, inbox.statuses)
    case 'owner':
      return named(inbox.owner, inbox.owners)
    case 'sentiment':
      return named(inbox.sentiment, inbox.sentiments)
    case 'closure':
      return named(inbox.closure, inbox.closures)
    case 'handoff':
      return named(inbox.handoff, inbox.reasons)
    case 'figure':
      return named(words.analytics.title, inbox.figures)
    case 'channel':
      return `${inbox.channel}: ${value}`
    case 'topic':
      return `${inbox.topic}: ${value}`
    case 'language':
      return `${inbox.languageFilter}: ${times.language(value)}`
    case 'day':
      return `${inbox.begun}: ${times.day(value)}`
    case 'from':
    case 'to':
      return `${inbox[name]}: ${times.day(value)}`
  }
}
