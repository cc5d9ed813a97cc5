import type { HandoffReason } from '../conversation.ts'
import { isOpen, nextClosing, nextOpening } from '../rules/office-hours.ts'
import type { Settings } from '../settings.ts'
import { HANDOVER, type HandoverWords } from './handover-words.ts'
import { UNSURE, type UnsureWords } from './unsure-words.ts'

/** What the customer is told around a handoff: the team's own template where it has one, and always true at this hour (H3). */

type Hours = Pick<Settings, 'templates' | 'officeHours'>

/**
 * Handed over to people. Outside hours the team's `handoff` template is not used: what promises somebody would be untrue. `{when}` in
 * `handoffOutside` becomes the next opening.
 */
export function handoffWords(language: string, { templates, officeHours }: Hours, now: Date): string {
  const own = templates[language]
  const ours = wordsOf(language)
  if (isOpen(officeHours, now)) return own?.handoff ?? ours.handoff
  const when = whenBack(language, officeHours, now)
  const text = own?.handoffOutside ?? (when === null ? ours.outsideUnknown : ours.outside)
  // a template that counts on a time, where there is none
  if (when === null && text.includes('{when}')) return ours.outsideUnknown
  return text.replaceAll('{when}', when ?? '')
}

/** The languages that we have words of our own in; in any other, English stands in. */
export const handoverLanguages = Object.keys(HANDOVER)

/** What the customer would read with these words: in office hours, when the team is next away, when nobody has come, and of a file. */
export function handoverPreview(language: string, hours: Hours, now: Date) {
  const away = nextClosing(hours.officeHours, now)
  return {
    handoff: handoffWords(language, { ...hours, officeHours: null }, now),
    // without hours nobody is ever told so: as it would read where no time is known
    handoffOutside: handoffWords(
      language,
      away === null ? { ...hours, officeHours: NEVER } : hours,
      away ?? now,
    ),
    noPickup: noPickupWords(language, hours, null),
    unreadable: unreadableWords(['IMG_2041.heic'], language, hours.templates, true),
  }
}

const NEVER: Hours['officeHours'] = { timezone: 'UTC', weekly: [], holidays: [], rule: 'ai_always' }

/**
 * Nobody has come: the customer is asked whether the AI shall go on (H7). `reason`: why it was handed over. What the AI had no sure answer
 * to, it has none to now: it offers to be told more, or asked something else.
 */
export function noPickupWords(
  language: string,
  { templates }: Pick<Settings, 'templates'>,
  reason: HandoffReason | null,
): string {
  const ours = isUnsure(reason) ? unsureWords(language) : wordsOf(language)
  return templates[language]?.noPickup ?? ours.noPickup
}

/** The customer's yes, and the AI has no more to say than before: where the question is, rather than that it is handed over, again. */
export function stillUnsureWords(language: string): string {
  return unsureWords(language).still
}

/** Handed over because the AI had no sure answer, and not because people were wanted. */
export function isUnsure(reason: HandoffReason | null): boolean {
  return reason === 'not_in_knowledge' || reason === 'low_confidence'
}

function unsureWords(language: string): UnsureWords {
  return UNSURE[language] ?? (UNSURE.en as UnsureWords) // it stands there
}

/** Names what cannot be read. `handsOver` false: asks for it in words and offers a person. */
export function unreadableWords(
  what: string[],
  language: string,
  templates: Settings['templates'],
  handsOver: boolean,
): string {
  const ours = wordsOf(language)
  const text = handsOver ? (templates[language]?.unreadable ?? ours.unreadable) : ours.unreadableAsk
  const names = what.length === 0 ? ours.whatYouSent : what.map((name) => `“${name}”`).join(', ')
  return text.replaceAll('{what}', names)
}

/** The AI is back, by the team's wish or the customer's yes, and nothing was asked but for a person. */
export function resumeWords(language: string): string {
  return wordsOf(language).resume
}

function wordsOf(language: string): HandoverWords {
  return HANDOVER[language] ?? (HANDOVER.en as HandoverWords) // it stands there
}

const DAY_MS = 24 * 60 * 60_000

/** In the customer's language and the team's zone: "Monday 9:00 AM GMT+1", with the date when it is not this week; null: never. */
function whenBack(language: string, hours: Settings['officeHours'], now: Date): string | null {
  const at = nextOpening(hours, now)
  if (at === null || hours === null) return null
  const isFar = at.getTime() - now.getTime() > 6 * DAY_MS
  const day = { weekday: 'long', ...(isFar ? ({ day: 'numeric', month: 'long' } as const) : {}) } as const
  // "9:00 AM", and "09:00" where that is how it is written
  const time = { hour: 'numeric', minute: '2-digit', timeZoneName: 'short' } as const
  const locale = language in HANDOVER ? language : 'en'
  return new Intl.DateTimeFormat(locale, { timeZone: hours.timezone, ...day, ...time }).format(at)
}
