import { organizationsOwingWords } from '../../src/store/session-words.ts'
import { indexFor } from '../../src/watch/indexer.ts'
import type { World } from './world.ts'

/** Until no session owes any, as the background does it. */
export async function writeAllWords({ database: { opened } }: Pick<World, 'database'>): Promise<void> {
  const { signal } = new AbortController()
  for (const id of await organizationsOwingWords(opened.database)) while (await indexFor(opened, id, signal));
}
