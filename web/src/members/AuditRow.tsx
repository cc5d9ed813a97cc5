import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { isObject } from '../settings/ai/changes.ts'
import { Differences } from '../settings/Differences.tsx'
import { useTimes } from '../ui/time.ts'
import { useMembersWords } from '../words/members.ts'
import type { AuditEntry } from './answers.ts'
import { members } from './questions.ts'

export function AuditRow({ entry }: { entry: AuditEntry }) {
  const { audit: words } = useMembersWords()
  const times = useTimes()
  const { at, actor, action, before, after } = entry
  const rows = rowsOf(before, after)
  return (
    <li className="border-t border-line py-2 first:border-t-0">
      <p>
        <strong>{actor.email}</strong> {words.actions[action]} <Subject entry={entry} />
      </p>
      <p className="hint">
        <time dateTime={at}>{times.full(at)}</time>
        {actor.keyName !== null && ` · ${words.withKey(actor.keyName)}`}
      </p>
      {rows.length > 0 && (
        <details className="mt-1">
          <summary className="cursor-pointer text-accent">{words.details}</summary>
          <div className="mt-1">
            <Differences
              of={action.split('.')[0] ?? ''}
              before={words.before}
              after={words.after}
              rows={rows}
            />
          </div>
        </details>
      )}
    </li>
  )
}

/** By its name where we know it, and where it can be seen. */
function Subject({ entry: { action, actor, subjectId, before, after } }: { entry: AuditEntry }) {
  const { audit: words } = useMembersWords()
  const { data } = useQuery(members)
  const name = nameIn(after) ?? nameIn(before)
  if (action.startsWith('session.') && subjectId !== null)
    return (
      <Link to="/inbox/$id" params={{ id: subjectId }} className="underline">
        {words.session}
      </Link>
    )
  if (action.startsWith('article.') && action !== 'article.removed' && subjectId !== null)
    return (
      <Link to="/knowledge/$id" params={{ id: subjectId }} search={{}} className="underline">
        {name ?? words.article}
      </Link>
    )
  const told = name ?? data?.items.find(({ id }) => id === subjectId)?.email
  // who did it is named already
  return told === undefined || told === actor.email ? null : <bdi>{told}</bdi>
}

/** What of it people know it by, where that was written down. */
function nameIn(value: unknown): string | undefined {
  if (!isObject(value)) return undefined
  return [value.title, value.email, value.name, value.url].find(
    (name): name is string => typeof name === 'string' && name !== '',
  )
}

interface Row {
  path: string
  before: unknown
  after: unknown
}

/** Each field that differs, down to what holds no fields; a list is one. */
function rowsOf(before: unknown, after: unknown, path: string[] = []): Row[] {
  if (!isObject(before) && !isObject(after)) {
    return before == null && after == null ? [] : [{ path: path.join('.'), before, after }]
  }
  const of = (value: unknown, key: string) => (isObject(value) ? value[key] : undefined)
  const keys = new Set([before, after].flatMap((value) => (isObject(value) ? Object.keys(value) : [])))
  return [...keys].flatMap((key) => rowsOf(of(before, key), of(after, key), [...path, key]))
}
