import { type Language, useLanguage } from '../words/words.tsx'

const DAY_MS = 24 * 3600 * 1000

/** How times are written, in full and as short as a list wants them, and numbers and languages. */
export function useTimes(): {
  full(iso: string): string
  short(iso: string): string
  number(value: number): string
  /** However large. */
  whole(value: number): string
  /** Of something from 0 to 1. */
  share(value: number): string
  percent(value: number): string
  /** Without the hour. */
  date(iso: string): string
  /** A date without a time, `2026-01-31`. */
  day(date: string): string
  /** By its ISO 639-1 code. */
  language(code: string): string
} {
  const { language } = useLanguage()
  const known = TIMES.get(language) ?? timesIn(language)
  TIMES.set(language, known)
  return known
}

type Times = ReturnType<typeof useTimes>

/** A formatter takes longer to make than a row to draw: made once for a language. */
const TIMES = new Map<Language, Times>()

function timesIn(language: Language): Times {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options)
  const full = format({ dateStyle: 'medium', timeStyle: 'short' })
  const time = format({ timeStyle: 'short' })
  const day = format({ day: 'numeric', month: 'short' })
  const number = new Intl.NumberFormat(language, { maximumSignificantDigits: 3 })
  const whole = new Intl.NumberFormat(language)
  const share = new Intl.NumberFormat(language, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 0 })
  const dayAlone = format({ day: 'numeric', month: 'short', timeZone: 'UTC' })
  const date = format({ dateStyle: 'medium' })
  const languages = new Intl.DisplayNames(language, { type: 'language' })
  return {
    full: (iso) => full.format(new Date(iso)),
    short(iso) {
      const at = new Date(iso)
      return (Date.now() - at.getTime() < DAY_MS ? time : day).format(at)
    },
    number: (value) => number.format(value),
    whole: (value) => whole.format(value),
    share: (value) => share.format(value),
    percent: (value) => percent.format(value),
    day: (text) => dayAlone.format(new Date(text)),
    date: (iso) => date.format(new Date(iso)),
    language: (code) => languages.of(code) ?? code,
  }
}
