import type { Model, Picture } from '../answer/model.ts'
import type { App } from '../app.ts'
import { type Attachment, attachmentsIn } from '../freshchat/attachment.ts'
import { pictureTypeOf } from '../freshchat/download.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { fenced } from '../store/lanes.ts'
import { type MessageRow, storeParts } from '../store/messages.ts'
import type { Turn } from './context.ts'
import { coveredBy, type Pictures } from './exchanges.ts'
import type { Hold } from './hold.ts'
import { callOptions } from './look.ts'

/** An attachment's address may come later than its message: read again so long after it was received (S4). */
const READ_AGAIN_AFTER_MS = [1_000, 3_000]
/** What a model that sees is given of one burst. */
const MOST_PICTURES = 4
const LARGEST_PICTURE = 5 * 1024 * 1024

/** What the burst carries beside its words: with the addresses that came late, and with the pictures, for a model that sees. */
export async function attachmentsOf(
  app: App,
  hold: Hold,
  turn: Turn,
  model: Model | null,
): Promise<{ sent: Turn; pictures: Pictures }> {
  const sent = await withLateAddresses(app, hold, turn)
  const pictures = model?.seesImages ? await fetchPictures(app, hold, sent) : new Map()
  return { sent, pictures }
}

async function withLateAddresses(app: App, hold: Hold, turn: Turn): Promise<Turn> {
  let { thread } = turn
  const waiting = () => coveredBy({ ...turn, thread }).filter(isIncomplete)
  const newest = Math.max(...waiting().map((message) => message.received_at.getTime()))
  const now = app.clock.now().getTime()
  const ahead = READ_AGAIN_AFTER_MS.map((ms) => newest + ms - now).filter((ms) => ms > 0)
  // of the times that have passed, one reading makes up for all
  const pauses = ahead.length < READ_AGAIN_AFTER_MS.length ? [0, ...ahead] : ahead
  for (const pause of pauses) {
    if (waiting().length === 0) break
    await app.clock.wait(now + pause - app.clock.now().getTime(), hold.signal)
    for (const message of waiting()) {
      const parts = await readParts(app, hold, message)
      if (parts !== null) thread = thread.map((each) => (each.id === message.id ? { ...each, parts } : each))
    }
  }
  return { ...turn, thread }
}

function isIncomplete({ parts }: Pick<MessageRow, 'parts'>): boolean {
  return attachmentsIn(parts).some(({ kind, url }) => kind !== 'other' && url === null)
}

/** The message's parts as Freshchat shows them now, kept; null when they tell nothing new. */
async function readParts(app: App, hold: Hold, message: MessageRow): Promise<unknown[] | null> {
  if (message.freshchat_id === null) return null
  const { api } = app.freshchat(hold.connection)
  try {
    const read = await api.message(hold.freshchatId, message.freshchat_id, callOptions(hold, 'read'))
    if (read === null || addressesIn(read.parts) <= addressesIn(message.parts)) return null
    await fenced(app.database, hold.lease, (tx) => storeParts(tx, message.id, read.parts))
    return read.parts
  } catch (fault) {
    // without its address it cannot be read, which is an answer too
    if (hold.signal.aborted || !(fault instanceof FreshchatError)) throw fault
    app.log.warn({ messageId: message.id, kind: fault.kind }, 'an attachment could not be read again')
    return null
  }
}

function addressesIn(parts: unknown[]): number {
  return attachmentsIn(parts).filter(({ url }) => url !== null).length
}

/** The newest few; one that does not come, is too large or is no picture after all counts as unreadable. */
async function fetchPictures(app: App, hold: Hold, turn: Turn): Promise<Pictures> {
  const wanted = coveredBy(turn)
    .flatMap(({ parts }) => attachmentsIn(parts))
    .filter(({ kind, url }) => kind === 'image' && url !== null)
    .slice(-MOST_PICTURES)
  const fetched = await Promise.all(wanted.map((attachment) => fetchPicture(app, hold, attachment)))
  return new Map(fetched.filter((each) => each !== null))
}

async function fetchPicture(app: App, hold: Hold, { url }: Attachment): Promise<[string, Picture] | null> {
  if (url === null) return null
  const found = await app.download(url, { maxBytes: LARGEST_PICTURE, signal: hold.signal })
  if (found.kind === 'not-fetched') {
    app.log.warn({ conversationId: hold.lease.conversationId, because: found.because }, 'no picture')
    return null
  }
  const mediaType = pictureTypeOf(found.bytes)
  return mediaType === null ? null : [url, { data: found.bytes, mediaType }]
}
