import type { Owner } from '../conversation.ts'
import type { ReplyMode, Settings } from '../settings.ts'
import { plusOpenMinutes } from './office-hours.ts'

/** What a session asks for by itself when nobody does anything: that somebody is told nobody came (H7), or its end (V1). */

export interface Course {
  owner: Owner
  channel: string
  /** The handoff after which people have it; null: there was none, or a person has acted since. */
  waitsSince: Date | null
  /** A rep has been assigned. */
  isAssigned: boolean
  /** The customer was told before that nobody came: once in a session is enough. */
  wasTold: boolean
  /** The last words that the customer could read, and when we had them. */
  lastWord: { by: 'customer' | 'ai' | 'rep'; at: Date } | null
  /** When the conversation last came back to the AI. */
  givenAt: Date | null
}

export interface Attention {
  kind: 'no_pickup' | 'quiet'
  at: Date
}

const E_MAIL_QUIET_MINUTES = 24 * 60

/** null: nothing happens by itself. Only a session that the AI answers, or has handed over, asks for anything. */
export function attentionOf(course: Course, settings: Settings): Attention | null {
  if (modeOf(course.channel, settings) !== 'autopilot') return null
  if (course.owner === 'human') return pickupOf(course, settings)
  const { lastWord, givenAt } = course
  if (course.owner !== 'ai' || lastWord === null || lastWord.by === 'customer') return null
  const from = Math.max(lastWord.at.getTime(), givenAt?.getTime() ?? 0)
  return { kind: 'quiet', at: new Date(from + quietMinutes(course.channel, settings) * 60_000) }
}

/** Counted in the team's hours: at night nobody could have come. */
function pickupOf(course: Course, { handoff, officeHours }: Settings): Attention | null {
  const { waitsSince, isAssigned, wasTold } = course
  if (waitsSince === null || isAssigned || wasTold || handoff.noPickupMinutes === null) return null
  const at = plusOpenMinutes(officeHours, waitsSince, handoff.noPickupMinutes)
  return at === null ? null : { kind: 'no_pickup', at }
}

/** The channel's own; people who write e-mails may take a day to answer. */
export function quietMinutes(channel: string, { channels, resolution }: Settings): number {
  const own = channels[channel]?.quietMinutes
  if (own !== undefined) return own
  return channel === 'email'
    ? Math.max(E_MAIL_QUIET_MINUTES, resolution.quietMinutes)
    : resolution.quietMinutes
}

export function modeOf(
  channel: string,
  { channels, reply }: Pick<Settings, 'channels' | 'reply'>,
): ReplyMode {
  return channels[channel]?.mode ?? reply.mode
}
