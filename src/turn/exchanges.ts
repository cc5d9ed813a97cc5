import type { Exchange } from '../answer/conclude.ts'
import { saysYes } from '../answer/goodbye.ts'
import type { Picture } from '../answer/model.ts'
import { asksForHuman } from '../answer/phrases.ts'
import type { Shown } from '../answer/question.ts'
import { attachmentsIn } from '../freshchat/attachment.ts'
import { wordsOf } from '../knowledge/language.ts'
import { type Unread, unreadIn } from '../rules/unreadable.ts'
import type { MessageRow } from '../store/messages.ts'
import type { Turn } from './context.ts'

/** What was fetched for a model that sees, by its address. */
export type Pictures = ReadonlyMap<string, Picture>

const NONE: Pictures = new Map()
const ASKS = /[?？؟]\s*$/

type About = Pick<Turn, 'id' | 'thread' | 'conversation'>

/**
 * The thread as the answerer reads it. What the turn covers comes last, though an answer to something before it may have been
 * stored after it; what the customer wrote after the turn began is left to the next one.
 */
export function exchangesOf(turn: About, pictures: Pictures = NONE): Exchange[] {
  const settled = settledWishes(turn)
  const before = turn.thread.filter(
    (message) =>
      message.author_kind !== 'customer' || message.handled_at !== null || settled.includes(message),
  )
  const asked = coveredBy(turn).flatMap((message) => {
    if (!settled.includes(message)) return message
    const beside = askedBeside(message)
    return beside === '' ? [] : { ...message, text: beside, parts: [] }
  })
  return [...before, ...asked].flatMap((message) => {
    const { author_kind: author, text } = message
    if (author === 'system') return []
    const attachments = shownIn(message, pictures)
    return {
      author,
      text,
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(settled.includes(message) ? { isSettled: true as const } : {}),
    }
  })
}

/** "Can I speak to somebody? And how do I get an invoice?": the wish is settled, what was asked beside it is not. */
function askedBeside({ text }: MessageRow): string {
  return text
    .split(/(?<=[.!?？。！؟;,\n])\s*/)
    .filter(
      (clause) => ASKS.test(clause) && wordsOf(clause).length > FEW_WORDS && asksForHuman(clause) === null,
    )
    .join(' ')
}

/** What came with a message's words; where nothing can be made out at all, that is something too. */
function shownIn({ parts, text, author_kind: author }: MessageRow, pictures: Pictures): Shown[] {
  const shown = attachmentsIn(parts).map(({ kind, name, url }) => ({
    kind,
    name,
    picture: pictures.get(url ?? '') ?? null,
  }))
  const isBlank = author === 'customer' && text.trim() === '' && shown.length === 0
  return isBlank ? [{ kind: 'other', name: null, picture: null }] : shown
}

/** What of the burst nobody here can read. */
export function unreadOf(turn: About, pictures: Pictures, by: 'builtin' | 'model'): Unread | null {
  const burst = coveredBy(turn).map((message) => ({
    words: wordsOf(message.text).length,
    attachments: shownIn(message, pictures).map(({ kind, name, picture }) => ({
      kind,
      name,
      isRead: picture !== null,
    })),
  }))
  return unreadIn(burst, by)
}

/** The conversation came back, and nothing was asked in it but for a person: there is nothing to answer yet. */
export function wishesOnly(turn: About): boolean {
  const settled = settledWishes(turn)
  const covered = coveredBy(turn)
  return (
    settled.length > 0 &&
    covered.every((message) => (settled.includes(message) ? askedBeside(message) === '' : isBareYes(message)))
  )
}

/**
 * Wishes for a person from before the conversation was given back to the AI: people (or the customer's yes) have decided about them,
 * and they do not hand it over again at once.
 */
function settledWishes(turn: About): MessageRow[] {
  const { given_at: givenAt, given_by: by } = turn.conversation
  if (givenAt === null || by === 'rule') return []
  return coveredBy(turn).filter(
    ({ created_at, text }) => created_at <= givenAt && asksForHuman(text) !== null,
  )
}

export function coveredBy({ id, thread }: About): MessageRow[] {
  return thread.filter((message) => message.handled_by === id && message.handled_at === null)
}

const FEW_WORDS = 4

function isBareYes({ text }: MessageRow): boolean {
  return saysYes(text) && wordsOf(text).length <= FEW_WORDS
}
