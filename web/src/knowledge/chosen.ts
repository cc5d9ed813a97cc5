/** What somebody chose to import: one file as it is, or several, also a folder, packed into one zip. */

export interface Chosen {
  /** Of the file or the folder; null: they are several files. */
  name: string | null
  count: number
  file: File
  /** More than the server takes. */
  isTooLarge: boolean
}

/** The server takes no more. */
const LARGEST = 20 * 1024 * 1024
/** Nor does it unpack more; here it would only hold the page up. */
const MOST_UNPACKED = 5 * LARGEST

/** What else is in a folder is left where it is. */
const IN_A_ZIP = /\.(md|markdown|html?|xhtml|pdf|csv|ndjson|jsonl)$/i
export const ACCEPTED = '.csv,.ndjson,.jsonl,.json,.md,.markdown,.html,.htm,.xhtml,.pdf,.zip'

/** null: nothing was chosen. */
export async function chosenFrom(files: File[]): Promise<Chosen | null> {
  const [first] = files
  if (first === undefined) return null
  const read = files.filter(({ name }) => IN_A_ZIP.test(name))
  const isOne = read.length === 0 || (files.length === 1 && first.webkitRelativePath === '')
  if (isOne) return { name: first.name, count: 1, file: first, isTooLarge: first.size > LARGEST }
  const chosen = { name: folderOf(first), count: read.length }
  if (read.reduce((sum, { size }) => sum + size, 0) > MOST_UNPACKED)
    return { ...chosen, file: first, isTooLarge: true }
  const file = await packed(read)
  return { ...chosen, file, isTooLarge: file.size > LARGEST }
}

async function packed(files: File[]): Promise<File> {
  const { zipSync } = await import('fflate')
  const contents = await Promise.all(
    files.map(async (file) => [pathOf(file), new Uint8Array(await file.arrayBuffer())] as const),
  )
  return new File([zipSync(Object.fromEntries(contents))], 'files.zip')
}

/** With the folder that it was chosen in: its id, so that the next import of the folder changes the article. */
function pathOf({ webkitRelativePath, name }: File): string {
  return webkitRelativePath === '' ? name : webkitRelativePath
}

function folderOf({ webkitRelativePath }: File): string | null {
  return webkitRelativePath.split('/').slice(0, -1)[0] ?? null
}
