import type { Passage } from '../knowledge/search.ts'
import { contentStems } from '../knowledge/terms.ts'
import { CHOOSING, type ChoosingWords } from './which-words.ts'
import { isList, wording } from './wording.ts'

/** Asking back once, when two articles are equally likely: "Which of these do you mean?", and reading what the customer chose. Pure. */

const MOST = 3
const OPTION = /^(\d)\. (.+)$/

/** The question back; null when an article among them is internal, whose title no customer sees. */
export function whichOf(articles: Passage[], language: string): string | null {
  const offered = articles.slice(0, MOST)
  if (offered.some(({ visibility }) => visibility !== 'public')) return null
  const titles = offered.map(({ title }) => title.replace(/\s+/g, ' ').trim())
  if (new Set(titles).size < titles.length) return null
  return [wording('which', language), ...titles.map((title, at) => `${at + 1}. ${title}`)].join('\n')
}

/** The titles that a text of the AI's offers to choose from. */
export function optionsIn(text: string): string[] {
  return text.split('\n').flatMap((line) => OPTION.exec(line)?.[2] ?? [])
}

/**
 * The titles that a reply chooses, in the offer's order: by place ("the first", "both", "1 and 2"), by number or by a title's own words;
 * none of them where it says that none is meant. Null: it chooses nothing, and says something of its own.
 */
export function choiceIn(reply: string, offer: string, language: string): string[] | null {
  const options = optionsIn(offer)
  if (options.length < 2) return null
  const places = isList(offer) ? placesIn(reply, options.length) : null
  if (places !== null) return options.filter((_, at) => places.has(at))
  const one = chosenIn(reply, offer, language)
  return one === null ? null : [one]
}

const LONGEST_CHOICE = 80
/** Scripts whose words need no space between them. */
const UNSPACED = new Set(['ja', 'zh', 'ko'])

const READERS = Object.entries(CHOOSING).map(([language, words]) => readerOf(words, UNSPACED.has(language)))

/** One word or set phrase after the other, each of one kind; the longest fit first. */
function readerOf({ at, count, last, both, all, none, around }: ChoosingWords, isUnspaced: boolean): RegExp {
  const [first, second, third] = at
  const [one, two, three] = count
  const kinds = { none, both, all, last, first, second, third, number: '\\d(?!\\d)', one, two, three, around }
  const ends = isUnspaced ? '' : '(?![\\p{L}\\p{M}\\p{N}])'
  const words = Object.entries(kinds).map(([kind, each]) => `(?<${kind}>(?:${each})${ends})`)
  return new RegExp(`[\\s\\p{P}\\p{S}]*(?:${words.join('|')})[\\s\\p{P}\\p{S}]*`, 'uy')
}

/** Which of so many options are meant by their places alone; null: it says more than that, or what there is none of. */
function placesIn(reply: string, options: number): Set<number> | null {
  const said = reply.normalize('NFKC').toLowerCase().trim()
  if (said === '' || said.length > LONGEST_CHOICE) return null
  for (const reader of READERS) {
    const kinds = kindsIn(said, reader)
    if (kinds === null) continue
    const places = placesOf(kinds, options)
    if (places !== null) return places
  }
  return null
}

interface Said {
  kind: string
  text: string
}

/** What each word says, in order; null where one says something else. */
function kindsIn(said: string, reader: RegExp): Said[] | null {
  const kinds: Said[] = []
  reader.lastIndex = 0
  while (reader.lastIndex < said.length) {
    const found = reader.exec(said)
    if (found === null) return null
    const [kind, text] = Object.entries(found.groups ?? {}).find(([, words]) => words !== undefined) ?? [
      '',
      '',
    ]
    kinds.push({ kind, text })
  }
  return kinds
}

function placesOf(kinds: Said[], options: number): Set<number> | null {
  const says = (wanted: string) => kinds.some(({ kind }) => kind === wanted)
  const everything = new Set(Array.from({ length: options }, (_, at) => at))
  const ordered = placesBy(kinds, ['first', 'second', 'third'], options)
  const at = ordered.size > 0 ? ordered : placesBy(kinds, ['one', 'two', 'three'], options)
  if (says('none')) return ordered.size > 0 || says('all') || says('both') ? null : new Set()
  if (says('all')) return everything
  if (says('both')) return options === 2 ? everything : null
  return at.size > 0 && [...at].every((place) => place >= 0 && place < options) ? at : null
}

function placesBy(kinds: Said[], names: string[], options: number): Set<number> {
  const places = kinds.flatMap(({ kind, text }) => {
    if (kind === 'number') return Number(text) - 1
    if (kind === 'last') return options - 1
    return names.includes(kind) ? names.indexOf(kind) : []
  })
  return new Set(places)
}

/** The title that a reply chooses of those that the AI offered: by number, or by words that one of them alone has. */
export function chosenIn(reply: string, offer: string, language: string): string | null {
  const options = optionsIn(offer)
  if (options.length < 2) return null
  const number = /^\D{0,20}(\d)\D{0,20}$/.exec(reply.trim())?.[1]
  if (number !== undefined) return options[Number(number) - 1] ?? null
  const said = contentStems(reply, language)
  const shared = options.map(
    (option) => [...contentStems(option, language)].filter((stem) => said.has(stem)).length,
  )
  const most = Math.max(...shared)
  return most > 0 && shared.filter((count) => count === most).length === 1
    ? (options[shared.indexOf(most)] ?? null)
    : null
}
