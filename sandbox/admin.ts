import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type Actors, findCustomer } from './actors.ts'
import { inputs } from './admin-inputs.ts'
import { AnswerError } from './answer.ts'
import { FAULT_KINDS, type FaultBox, type FaultKind } from './faults.ts'
import type { SigningKey } from './key.ts'
import type { Call } from './rest.ts'
import { addAgent } from './rest-people.ts'
import { DEFAULT_AGENT_ID } from './seed.ts'
import { patchSettings } from './settings.ts'
import { newToken, type State } from './state.ts'
import { conversationView, publicTranscript, transcript } from './view.ts'
import type { Webhooks } from './webhooks.ts'

export interface AdminParts {
  /** Whether only this machine can connect. */
  isLoopback: boolean
  state: State
  actors: Actors
  faults: FaultBox
  webhooks: Webhooks
  key: SigningKey
  calls: Call[]
  now: () => Date
  pending: () => number
  changed: () => void
}

const LOCAL_HOST = /^(localhost|127\.[\d.]+|\[::1\])(:\d+)?$/

/** `/admin/api/*`, the table of sandbox/README.md: no sign-in, so it serves its own page and programs on this machine only. */
export function adminApi(parts: AdminParts): Hono<{ Bindings: HttpBindings }> {
  const { state, actors, faults, webhooks, key, now } = parts
  const app = new Hono<{ Bindings: HttpBindings }>()
  const read = async <T>(c: Context, schema: z.ZodType<T>): Promise<T> =>
    schema.parse(await c.req.json().catch(() => null))
  const commit = (): void => {
    state.commit()
    parts.changed()
  }

  app.onError((error, c) => {
    if (error instanceof AnswerError)
      return c.json({ error: error.message, ...Object(error.answer.body) }, error.answer.status as 400)
    if (error instanceof z.ZodError) return c.json({ error: z.prettifyError(error) }, 400)
    throw error
  })
  app.use('*', async (c, next) => {
    c.header('Cache-Control', 'no-store')
    // No sign-in, so another site's page in the same browser must not reach this.
    const host = c.req.header('host') ?? ''
    const origin = c.req.header('origin')
    if (origin !== undefined && origin !== `http://${host}`) return c.json({ error: 'Wrong origin' }, 403)
    // Nor by pointing its own name at this machine.
    if (parts.isLoopback && !LOCAL_HOST.test(host)) return c.json({ error: 'Wrong host' }, 403)
    return next()
  })

  app.post('/customer/say', async (c) =>
    c.json(actors.customerSays(defined(await read(c, inputs.customerSay)))),
  )
  app.post('/customer/new-conversation', async (c) =>
    c.json(actors.newConversation(defined(await read(c, inputs.newConversation)))),
  )
  app.post('/rep/say', async (c) => c.json(actors.repSays(defined(await read(c, inputs.repSay)))))
  app.post('/rep/assign', async (c) => c.json(actors.repAssigns(defined(await read(c, inputs.repAssign)))))
  app.post('/rep/resolve', async (c) => c.json(actors.repResolves(await read(c, inputs.repAct))))
  app.post('/rep/reopen', async (c) => c.json(actors.repReopens(await read(c, inputs.repAct))))
  app.post('/rule/assign', async (c) => c.json(actors.ruleAssigns(defined(await read(c, inputs.ruleAssign)))))
  app.post('/rule/say', async (c) => c.json(actors.ruleSays(defined(await read(c, inputs.ruleSay)))))
  app.post('/auto-resolve', async (c) => c.json(actors.autoResolves(await read(c, inputs.autoResolve))))

  app.get('/state', (c) =>
    c.json({
      defaultAgentId: DEFAULT_AGENT_ID,
      agents: state.agents.all().filter((agent) => !agent.is_deleted),
      groups: state.groups.all(),
      channels: state.channels.all(),
      customers: state.users.all(),
      conversations: state.conversations().map((each) => conversationView(state, each)),
      settings: state.settings(),
      pendingDeliveries: parts.pending(),
    }),
  )
  app.get('/transcript', (c) => {
    const conversation = state.conversation(c.req.query('conversationId') ?? '')
    if (conversation === undefined) return c.json({ error: 'There is no such conversation' }, 404)
    return c.json({
      conversation: conversationView(state, conversation),
      messages: transcript(state, conversation.id),
    })
  })
  app.get('/customer', (c) => {
    const user = findCustomer(state, c.req.query('name') ?? '')
    const conversations = user === undefined ? [] : state.conversationsOf(user.id)
    return c.json({
      welcome: state.channels.all()[0]?.welcome ?? null,
      conversations: conversations.map((each) => ({
        id: each.id,
        status: each.status,
        channel: state.channels.get(each.channelId)?.name,
        messages: publicTranscript(state, each.id),
      })),
    })
  })
  app.get('/idle', (c) => c.json({ pendingDeliveries: parts.pending() }))
  app.get('/calls', (c) => c.json({ calls: parts.calls }))
  app.delete('/calls', (c) => {
    parts.calls.length = 0
    return c.json({ calls: [] })
  })

  app.get('/token', (c) => c.json({ token: state.token() }))
  app.post('/token', (c) => {
    state.setToken(newToken())
    commit()
    return c.json({ token: state.token() })
  })
  app.delete('/token', (c) => {
    state.setToken(null)
    commit()
    return c.json({ token: null })
  })

  app.get('/agents', (c) => c.json({ agents: state.agents.all() }))
  app.post('/agents', async (c) => {
    const agent = addAgent(state, await read(c, inputs.newAgent), now())
    commit()
    return c.json(agent)
  })
  app.patch('/agents/:id', async (c) => {
    const agent = state.agents.get(c.req.param('id'))
    if (agent === undefined) return c.json({ error: 'There is no such agent' }, 404)
    const next = { ...agent, ...defined(await read(c, inputs.agentPatch)), updated_time: now().toISOString() }
    state.agents.put(agent.id, next)
    commit()
    return c.json(next)
  })

  const webhookView = (): object => ({
    url: state.webhookUrl(),
    publicKey: key.publicKey(),
    deliveries: state.deliveries.all().map(({ body, ...rest }) => rest),
  })
  app.get('/webhook', (c) => c.json(webhookView()))
  app.put('/webhook', async (c) => {
    state.setWebhookUrl((await read(c, inputs.webhook)).url)
    commit()
    return c.json(webhookView())
  })
  app.get('/deliveries/:id', (c) => {
    const delivery = state.deliveries.get(c.req.param('id'))
    return delivery === undefined ? c.json({ error: 'There is no such delivery' }, 404) : c.json(delivery)
  })
  app.post('/key', (c) => {
    key.renew()
    parts.changed()
    return c.json({ publicKey: key.publicKey() })
  })
  app.post('/redeliver', async (c) => {
    const { deliveryId, all } = await read(c, inputs.redeliver)
    return c.json({ redelivered: webhooks.redeliver(all === true ? 'all' : (deliveryId ?? '')) })
  })

  app.get('/settings', (c) => c.json(state.settings()))
  app.patch('/settings', async (c) => {
    state.setSettings(patchSettings(state.settings(), await read(c, inputs.patch)))
    commit()
    return c.json(state.settings())
  })

  const faultView = (): object => ({ faults: faults.list(), held: faults.held() })
  app.get('/faults', (c) => c.json(faultView()))
  app.patch('/faults', async (c) => {
    for (const [kind, fault] of Object.entries(await read(c, inputs.patch))) {
      if (kind === 'hold') fault === true ? faults.hold() : faults.release()
      else if (!isFaultKind(kind))
        return c.json({ error: `There is no fault ${kind}; there are ${FAULT_KINDS.join(', ')}, hold` }, 400)
      else if (fault === null || fault === false) faults.clear(kind)
      else faults.set(kind, (fault === true ? {} : fault) as never) // its own schema reads it there
    }
    parts.changed()
    return c.json(faultView())
  })
  app.delete('/faults', (c) => {
    const kind = c.req.query('kind')
    if (kind === undefined) faults.clear()
    else if (isFaultKind(kind)) faults.clear(kind)
    parts.changed()
    return c.json(faultView())
  })
  return app
}

function isFaultKind(kind: string): kind is FaultKind {
  return kind in Object.fromEntries(FAULT_KINDS.map((each) => [each, true]))
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> }

/** Drops keys whose value is `undefined`, which `exactOptionalPropertyTypes` tells apart from absent ones. */
function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Defined<T>
}
