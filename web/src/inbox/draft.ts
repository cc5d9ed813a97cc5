import { useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { me } from '../queries.ts'

/** What is typed and not sent yet, by who types it and the session that it is for: kept as long as the page lives, and no longer. */
const drafts = new Map<string, string>()
const watchers = new Set<() => void>()

function watch(tell: () => void): () => void {
  watchers.add(tell)
  return () => watchers.delete(tell)
}

function write(key: string, text: string): void {
  if (text === '') drafts.delete(key)
  else drafts.set(key, text)
  for (const tell of watchers) tell()
}

/** `sent`: of what was sent nothing stays, but what was typed meanwhile does. */
export function useDraft(sessionId: string): {
  text: string
  setText(text: string): void
  sent(text: string): void
} {
  const { data } = useQuery(me)
  const key = `${data?.member.id} ${sessionId}`
  const text = useSyncExternalStore(watch, () => drafts.get(key) ?? '')
  return {
    text,
    setText: (text) => write(key, text),
    sent: (text) => drafts.get(key) === text && write(key, ''),
  }
}
