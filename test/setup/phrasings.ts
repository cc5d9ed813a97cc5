import { wayOfAsking } from '../../src/answer/phrasing.ts'
import { findIn, type ReadAsked } from '../../src/watch/finder.ts'
import type { World } from './world.ts'

/** What the finder does by itself every few seconds, to its end. */
export async function seekPhrasings(world: World, read: ReadAsked = wayOfAsking): Promise<void> {
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  while (await findIn(world.baton.app, organization.id, read, new AbortController().signal));
}

/** The customer asks, is answered, and says that this was it. */
export async function isHelped(world: World, customer: string, question: string): Promise<void> {
  for (const text of [question, 'Thanks, that solved it!']) {
    world.customer(customer).says(text)
    await world.settle()
  }
  const { closure } = await world.session(customer)
  if (closure !== 'confirmed')
    throw new Error(`${customer} was not helped: ${world.chat(customer).join(' / ')}`)
}

/** A question that helped somebody suggests how to ask; the suggestion's id. */
export async function suggestsPhrasing(world: World, question: string): Promise<string> {
  await isHelped(world, 'Ottilie', question)
  await seekPhrasings(world)
  const { items } = await world.api<{ items: { id: string }[] }>(
    'GET',
    '/api/v1/knowledge/suggested-phrasings',
  )
  const [newest] = items
  if (newest === undefined) throw new Error(`“${question}” suggests nothing`)
  return newest.id
}
