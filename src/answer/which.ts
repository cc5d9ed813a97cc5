import type { Passage } from '../knowledge/search.ts'
import { contentStems } from '../knowledge/terms.ts'
import { wording } from './wording.ts'

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
