import type { AttachmentKind } from '../conversation.ts'

/** PURE: may a burst be answered although a part of it cannot be read (S4)? */

/** One message of the burst. */
export interface Sent {
  words: number
  attachments: { kind: AttachmentKind; name: string | null; isRead: boolean }[]
}

export interface Unread {
  /** For the team: "a file: invoice.pdf, an image". */
  what: string
  /** For the customer; empty when one of them has no name. */
  names: string[]
  mayAnswer: 'no' | 'if-sure' | 'yes'
}

/** A picture and so many words about it are one question, and half of it cannot be read. */
export const FEW_WORDS = 8

/** null: all of it can be read. */
export function unreadIn(burst: Sent[], by: 'builtin' | 'model'): Unread | null {
  const unread = burst.flatMap(({ words, attachments }) =>
    // a part of a kind that nobody knows counts where it is all that came
    attachments.filter(({ kind, isRead }) => !isRead && (kind !== 'other' || words === 0)),
  )
  if (unread.length === 0) return null
  const names = unread.map(({ name }) => name)
  return {
    what: unread.map(whatItIs).join(', '),
    names: names.includes(null) ? [] : names.filter((name) => name !== null),
    mayAnswer: mayAnswer(burst, by),
  }
}

function mayAnswer(burst: Sent[], by: 'builtin' | 'model'): Unread['mayAnswer'] {
  const words = burst.reduce((sum, message) => sum + message.words, 0)
  // A model weighs the words of a message against what came with them; a message that is nothing else has none.
  const someIsNothingElse = burst.some(
    (message) =>
      message.words === 0 &&
      message.attachments.length > 0 &&
      message.attachments.every(({ isRead }) => !isRead),
  )
  if (by === 'model' && !someIsNothingElse) return 'yes'
  return words > FEW_WORDS ? 'if-sure' : 'no'
}

const KINDS: Record<AttachmentKind, string> = {
  image: 'an image',
  file: 'a file',
  video: 'a video',
  audio: 'a sound recording',
  other: 'something without words',
}

function whatItIs({ kind, name }: { kind: AttachmentKind; name: string | null }): string {
  return name === null ? KINDS[kind] : `${KINDS[kind]}: ${name}`
}
