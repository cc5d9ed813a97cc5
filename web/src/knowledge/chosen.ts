/** What somebody chose to import: one file of rows as it is, or Markdown files, one article each, made into such rows here. */

export interface Chosen {
  name: string
  file: File
  /** Which file each line was made of; null: it is one file, and lines are its own. */
  lines: string[] | null
}

const MARKDOWN = /\.(md|markdown)$/i

/** Of a folder all that is Markdown, of other files the first; null: none of them. */
export async function chosenFrom(files: File[]): Promise<Chosen | null> {
  const pages = files.filter(({ name }) => MARKDOWN.test(name))
  const [first] = files
  if (first === undefined) return null
  if (pages.length === 0) return { name: first.name, file: first, lines: null }
  const lines = pages.map(pathOf)
  const rows = await Promise.all(
    pages.map(async (page) => JSON.stringify(articleOf(pathOf(page), await page.text()))),
  )
  const name = pages.length === 1 ? (lines[0] ?? '') : (folderOf(lines) ?? first.name)
  return { name, file: new File([rows.join('\n')], 'articles.ndjson'), lines }
}

/** With the folder that it was chosen in: its id, so that the next import of the folder changes the article. */
function pathOf({ webkitRelativePath, name }: File): string {
  return webkitRelativePath === '' ? name : webkitRelativePath
}

function folderOf(paths: string[]): string | null {
  const folders = new Set(paths.map((path) => path.split('/').slice(0, -1)[0]))
  return [...folders].filter(Boolean).join(', ') || null
}

/** Its title: in the front matter, the first heading, or the name of the file. */
export function articleOf(path: string, text: string): Record<string, unknown> {
  const [, front = '', rest = ''] =
    /^\ufeff?(?:---\r?\n([\s\S]*?)\r?\n---\s*(?:\r?\n|$))?([\s\S]*)$/.exec(text) ?? []
  const said = (name: string) =>
    new RegExp(`^${name}:[ \\t]*(.+?)[ \\t]*$`, 'im').exec(front)?.[1]?.replace(/^(["'])(.*)\1$/, '$2')
  const heading = /^\s*#[ \t]+(.+?)[ \t#]*(?:\r?\n|$)/.exec(rest)
  const title = said('title') ?? heading?.[1] ?? nameOf(path)
  const body = heading === null ? rest : rest.slice(heading[0].length)
  const url = said('url')
  return { id: path, title, body: body.trim(), ...(url === undefined ? {} : { url }) }
}

function nameOf(path: string): string {
  return (path.split('/').at(-1) ?? '').replace(MARKDOWN, '').replace(/[-_]+/g, ' ')
}
