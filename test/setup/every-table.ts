import { raiseAlert } from '../../src/store/alerts.ts'
import { meetPages } from '../../src/store/crawl-queue.ts'
import { inOrganization } from '../../src/store/database.ts'
import { wantEmbeddings } from '../../src/store/embeddings.ts'
import { noteForgotten } from '../../src/store/forgetting.ts'
import { changeForwarding, oweForward } from '../../src/store/forwards.ts'
import { addCalls } from '../../src/store/freshchat-calls.ts'
import { addChangedCustomers } from '../../src/store/missed.ts'
import { leaseOpinion } from '../../src/store/opinions.ts'
import { writeWords } from '../../src/store/session-words.ts'
import { addSpending } from '../../src/store/spending.ts'
import { addVectors } from '../../src/store/vectors.ts'
import { insertWebsite } from '../../src/store/websites.ts'
import { suggestsPhrasing } from './phrasings.ts'
import type { World } from './world.ts'

/**
 * Whatever an organization can have, a row at least in each table of its own: for tests that hold for every table. A new table belongs
 * here; test/isolation.test.ts says which one is empty.
 */
export async function fillEveryTable(world: World): Promise<void> {
  const { database } = world.database.opened
  world.customer('Ana').says('How long does delivery take?')
  world.customer('Eva').says('Do you sell violins made of glass?')
  await world.settle()
  world.rep('Ben').notes('Eva', '/baton why')
  await world.settle()
  await suggestsPhrasing(world, 'How long does the standard delivery take to islands?')
  await world.api('PATCH', '/api/v1/settings', {
    model: { provider: 'openai', name: 'gpt', apiKey: 'sk-of-the-model' },
  })
  const refused = await fetch(world.webhookUrl, { method: 'POST', body: '{}' })
  if (refused.status !== 401) throw new Error(`A forged delivery was answered ${refused.status}`)
  const { organization } = await world.api<{ organization: { id: string } }>('GET', '/api/v1/me')
  await inOrganization(database, organization.id, async (tx) => {
    const [{ id } = { id: '' }] = await tx.selectFrom('connections').select('id').execute()
    await addChangedCustomers(tx, { id, organizationId: organization.id }, ['eva'], new Date())
    await noteForgotten(tx, organization.id, ['eva'], new Date())
    const [{ deliveryId } = { deliveryId: '' }] = await tx
      .selectFrom('deliveries')
      .select('id as deliveryId')
      .execute()
    const forwards = { id, organizationId: organization.id, forwardUrl: null }
    await changeForwarding(tx, forwards, 'https://tool.test/')
    await oweForward(tx, forwards, deliveryId, { signature: 'signed', contentType: 'application/json' })
    await leaseOpinion(tx, organization.id, new Date(), new Date())
    await addSpending(tx, organization.id, 0.1, new Date())
    await addCalls(tx, organization.id, [{ day: '2026-01-31', kind: 'read', calls: 1 }])
    await wantEmbeddings(tx, organization.id, 'a model')
    const [{ passageId } = { passageId: '' }] = await tx
      .selectFrom('passages')
      .select('id as passageId')
      .execute()
    const vector = Float32Array.of(1)
    await addVectors(tx, organization.id, 'a model', [{ passageId, textHash: 'of a text', vector }])
    const read = { include: [], exclude: [], pageLimit: 9, everyHours: null, visibility: 'public' as const }
    const website = { ...read, url: 'https://acme.test/' }
    const added = await insertWebsite(tx, organization.id, website, new Date())
    await meetPages(tx, organization.id, added, [{ url: website.url, depth: 0, because: null }])
    await writeWords(tx, organization.id, 1)
    await raiseAlert(tx, organization.id, 'test', { text: 'A test', sessionId: null }, new Date())
  })
}
