import { describe, expect, test } from 'vitest'
import { asOwner } from '../setup/browser.ts'
import { engines } from '../setup/engines.ts'
import { createWorld } from '../setup/world.ts'

interface Bundle {
  session: { id: string; handoff: { reason: string } }
  messages: { text: string; author: { kind: string; name: string | null } }[]
  turns: { outcome: { kind: string } }[]
  steps: { kind: string; state: string }[]
  deliveries: { action: string; result: string; body: { data: { message?: object } } }[]
  settings: { handoff: { level: number } }
  changes: { action: string; after: object }[]
  connection: { autoHandle: boolean; checks: { name: string }[] }
}

describe.each(engines)('a session that went wrong, on %s', (engine) => {
  test('leaves as one file with all that led there, and nobody in it can be told', async () => {
    await using world = await createWorld({ engine })
    world.customer('Anastasia Silva').says('I am Anastasia, anastasia@example.com. Can I talk to a human?')
    await world.settle()
    world.rep('Ben').replies('Anastasia Silva', 'Hello Anastasia, this is Ben Adler.')
    await world.settle()
    await world.api('PATCH', '/api/v1/settings', { handoff: { confidence: 0.7 } })
    const { id } = await world.session('Anastasia Silva')

    const bundle = await world.api<Bundle>('GET', `/api/v1/sessions/${id}/support-bundle`)
    expect(bundle.session).toMatchObject({ id, handoff: { reason: 'asked_for_human' } })
    expect(bundle.messages.map(({ author, text }) => `${author.kind} ${text}`)).toEqual([
      'customer I am [name], [e-mail address]. Can I talk to a human?',
      expect.stringMatching(/^ai I am passing this on/),
      expect.stringMatching(/^ai Handed over by Baton/),
      'rep Hello [name], this is [name].',
    ])
    expect(bundle.turns.map(({ outcome }) => outcome.kind)).toEqual(['handed_off'])
    expect(bundle.steps.map(({ kind, state }) => `${kind} ${state}`)).toContain('say done')
    expect(bundle.deliveries.map(({ action }) => action)).toContain('conversation_assignment')
    expect(bundle.deliveries.map(({ result }) => result)).toContain('echo')
    expect(bundle.deliveries[0]?.body.data.message).toBeDefined()
    expect(bundle.settings.handoff).toMatchObject({ confidence: 0.7 })
    expect(bundle.changes.map(({ action }) => action)).toContain('settings.changed')
    expect(bundle.connection.checks.map(({ name }) => name)).toContain('token')

    const file = JSON.stringify(bundle)
    for (const personal of ['Anastasia', 'Silva', 'example.com', 'Adler', 'Ben'])
      expect(file).not.toContain(personal)
    const { items } = await world.api<{ items: { action: string; subjectId: string }[] }>(
      'GET',
      '/api/v1/audit?action=session.bundled',
    )
    expect(items).toMatchObject([{ action: 'session.bundled', subjectId: id }])
  })

  test('nothing of anybody else leaves with it: no other conversation, no other change, no member', async () => {
    await using world = await createWorld({ engine })
    world.customer('Anastasia Silva').says('Can I talk to a human?')
    await world.settle()
    world.customer('Zora').says('Do you sell violins made of glass?')
    await world.settle()
    await world.api('POST', '/api/v1/invitations', { email: 'vera@acme.test', role: 'viewer' })
    await world.api('PATCH', '/api/v1/settings', {
      model: { provider: 'openai', name: 'gpt-5-mini', apiKey: 'sk-4711' },
    })
    const { id } = await world.session('Anastasia Silva')
    const owner = await asOwner(world)
    const posted = await owner.ask('POST', `/api/v1/sessions/${id}/messages`, {
      text: 'Hello!',
      private: false,
    })
    expect(posted.status).toBeLessThan(300)
    await world.settle()

    const bundle = await world.api<Bundle>('GET', `/api/v1/sessions/${id}/support-bundle`)
    expect(bundle.messages.map(({ text }) => text)).toContain('Hello!')
    for (const step of bundle.steps) expect(step).not.toHaveProperty('member_name')
    expect(bundle.session).not.toHaveProperty('contact')
    const file = JSON.stringify(bundle)
    for (const foreign of [
      'violins',
      'Zora',
      'olga',
      'member.invited',
      'sk-4711',
      world.conversationOf('Zora'),
    ])
      expect(file).not.toContain(foreign)
    expect(file).toContain(world.conversationOf('Anastasia Silva'))
  })

  test('of a session that does not exist there is none', async () => {
    await using world = await createWorld({ engine })
    const unknown = '00000000-0000-4000-8000-000000000000'
    await world.api('GET', `/api/v1/sessions/${unknown}/support-bundle`, undefined, 404)
  })
})
