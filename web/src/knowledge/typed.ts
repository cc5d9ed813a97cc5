import type { Article } from './articles.ts'

/** An article as it stands in the fields of its form. */
export interface Typed {
  title: string
  body: string
  /** One a line. */
  phrasings: string
  url: string
  visibility: Article['visibility']
  state: Article['state']
}

const BLANK: Typed = {
  title: '',
  body: '',
  phrasings: '',
  url: '',
  visibility: 'public',
  state: 'published',
}

export function typedOf(article: Article | null): Typed {
  if (article === null) return BLANK
  const { title, body, phrasings, url, visibility, state } = article
  return { title, body, phrasings: phrasings.join('\n'), url: url ?? '', visibility, state }
}

export function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

export const isSame = (a: Typed, b: Typed): boolean => changedFields(a, b).length === 0

/** What is sent: of a new article everything, of one that exists only what was changed, so that nobody else's change is written over. */
export function patchOf(base: Typed | null, typed: Typed): Record<string, unknown> {
  const sent: Record<keyof Typed, unknown> = {
    ...typed,
    phrasings: linesIn(typed.phrasings),
    url: typed.url.trim() === '' ? null : typed.url.trim(),
  }
  const names = base === null ? (Object.keys(typed) as (keyof Typed)[]) : changedFields(base, typed)
  return Object.fromEntries(names.map((name) => [name, sent[name]]))
}

function changedFields(base: Typed, typed: Typed): (keyof Typed)[] {
  // its names are these only
  return (Object.keys(typed) as (keyof Typed)[]).filter((name) => typed[name] !== base[name])
}
