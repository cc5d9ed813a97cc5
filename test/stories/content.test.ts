import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ContentPart, ModelRequest } from '../../src/answer/model.ts'
import { type Scripted, whileThinking } from '../setup/models.ts'
import { aiLines, delivered, engine, nextDue } from '../setup/moments.ts'
import { createWorld, until, type World } from '../setup/world.ts'

/** What customers send beside words (S4), and answers that are longer than a message (A6). */

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')
const LONG = 'How long does standard delivery take for the two items that you see here?'

/** Where Freshchat would keep what customers send. */
const asked: string[] = []
const files = createServer((request, response) => {
  const path = request.url ?? ''
  asked.push(`${path} ${request.headers.authorization ?? 'without a token'}`)
  if (path === '/page.png')
    response.writeHead(200, { 'content-type': 'image/png' }).end('<script>alert(1)</script>')
  else if (path === '/large.zip')
    response.writeHead(200, { 'content-length': String(11 * 1024 * 1024) }).end()
  else if (path.endsWith('.png')) response.writeHead(200, { 'content-type': 'image/png' }).end(PNG)
  else response.writeHead(404).end()
})
let host = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve))
  host = `127.0.0.1:${(files.address() as AddressInfo).port}` // a server on a TCP port has such an address
})
afterAll(() => void files.close())

const image = (path = '/receipt.png') => ({ image: { url: `http://${host}${path}` } })
const file = (name: string, path = '/invoice.pdf') => ({
  file: { name, url: `http://${host}${path}`, content_type: 'application/pdf', file_size_in_bytes: 7 },
})
const sends = (world: World, ...parts: Record<string, unknown>[]) =>
  world.sandbox.actors.customerSays({ customer: 'Ana', parts }).message
const notes = (world: World) => world.transcript('Ana').filter((line) => line.startsWith('(note) AI:'))

/** A model that keeps what it was shown. */
function reading(
  answer: Scripted = { text: 'Three to five working days.' },
  options = { seesImages: false },
) {
  const requests: ModelRequest<unknown>[] = []
  const model = whileThinking((_call, _signal, request) => {
    requests.push(request)
    return answer
  }, options)
  const content = (): ContentPart[] => {
    const last = requests.at(-1)?.messages[0]?.content ?? ''
    return typeof last === 'string' ? [{ type: 'text', text: last }] : last
  }
  return Object.assign(model, {
    requests,
    words: () =>
      content()
        .flatMap((part) => (part.type === 'text' ? part.text : []))
        .join('\n'),
    pictures: () => content().flatMap((part) => (part.type === 'image' ? part : [])),
  })
}
const seeing = (answer?: Scripted) => reading(answer, { seesImages: true })

describe('what cannot be read', () => {
  test('an image alone: the customer is told, a person gets it, and the note says what it was', async () => {
    await using world = await createWorld({ engine })
    sends(world, image())
    await world.settle()
    expect(aiLines(world)).toEqual([
      'AI: I cannot read what you sent. I am passing it on to a colleague, who will reply here.',
    ])
    expect(await world.session('Ana')).toMatchObject({
      owner: 'human',
      handoff: { reason: 'unreadable_content' },
    })
    expect(world.freshchat('Ana').agent).toBeNull()
    expect(notes(world)).toHaveLength(1)
    expect(notes(world)[0]).toContain('Because: The customer sent an image')
  })

  test('a file is called by its name, to the customer and in the note', async () => {
    await using world = await createWorld({ engine })
    sends(world, file('../../invoice.pdf'))
    await world.settle()
    expect(aiLines(world)[0]).toMatch(/^AI: I cannot read “invoice\.pdf”\. I am passing it on/)
    expect(notes(world)[0]).toContain(
      'Because: The customer sent a file: invoice.pdf\nCustomer wants: The customer sent a file: invoice.pdf.',
    )
  })

  test('a part of a kind that nobody knows is not ignored either', async () => {
    await using world = await createWorld({ engine })
    sends(world, { location: { lat: 1, long: 2 } })
    await world.settle()
    expect((await world.session('Ana')).handoff?.reason).toBe('unreadable_content')
  })

  test('AI only: the customer is asked to say it in words and offered a person; who asks for one gets one', async () => {
    await using world = await createWorld({ engine, settings: { handoff: { level: 0 } } })
    sends(world, file('invoice.pdf'))
    await world.settle()
    expect(aiLines(world)[0]).toMatch(
      /^AI: I cannot read “invoice\.pdf”\. Could you tell me in words.* ask for a person/,
    )
    expect(await world.session('Ana')).toMatchObject({ owner: 'ai', handoff: null })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(aiLines(world).at(-1)).toMatch(/^AI: Standard delivery takes/)
  })

  test('its trigger switched off asks for words, too', async () => {
    const handoff = { level: 'custom', triggers: { unreadable_content: false } }
    await using world = await createWorld({ engine, settings: { handoff } })
    sends(world, image())
    await world.settle()
    expect(aiLines(world)[0]).toContain('Could you tell me in words')
    expect((await world.session('Ana')).owner).toBe('ai')
  })

  test('an image and the wish for a person: the wish is the reason', async () => {
    await using world = await createWorld({ engine })
    sends(world, { text: { content: 'I want to speak to a human please' } }, image())
    await world.settle()
    expect((await world.session('Ana')).handoff?.reason).toBe('asked_for_human')
  })

  test('without a model, a picture and a few words go to a person; a full question that the knowledge answers is answered', async () => {
    await using world = await createWorld({ engine })
    sends(world, { text: { content: 'How long does this delivery take?' } }, image())
    await world.settle()
    expect((await world.session('Ana')).handoff?.reason).toBe('unreadable_content')

    await using other = await createWorld({ engine })
    sends(other, { text: { content: LONG } }, image())
    await other.settle()
    expect(aiLines(other)).toEqual([
      expect.stringMatching(
        /^AI: Standard delivery takes three to five working days\..*I cannot read what you sent/s,
      ),
    ])
  })

  test('a model that does not see answers the words, knowing of what it cannot open', async () => {
    const model = reading()
    await using world = await createWorld({ engine, model })
    sends(world, { text: { content: 'How long does delivery take?' } }, image(), file('invoice.pdf'))
    await world.settle()
    expect(aiLines(world)).toEqual(['AI: Three to five working days.'])
    expect(model.words()).toContain(
      'How long does delivery take?\n[image, which you cannot open]\n[file: invoice.pdf, which you cannot open]',
    )
    expect(asked).toEqual([])
  })
})

describe('a model that sees', () => {
  test('is given the image, without a token of ours, and answers', async () => {
    const model = seeing()
    await using world = await createWorld({ engine, model, fileHosts: [host] })
    sends(world, { text: { content: 'How long does delivery of this take?' } }, image())
    await world.settle()
    expect(model.pictures()).toEqual([{ type: 'image', data: new Uint8Array(PNG), mediaType: 'image/png' }])
    expect(model.words()).toContain('How long does delivery of this take?\n[image 1]')
    expect(aiLines(world)).toEqual(['AI: Three to five working days.'])
    expect(asked.splice(0)).toEqual(['/receipt.png without a token'])
  })

  test('an image alone is put into words to be looked up, and answered', async () => {
    const model = seeing({ text: 'Standard delivery takes three to five working days.' })
    await using world = await createWorld({ engine, model, fileHosts: [host] })
    sends(world, image())
    await world.settle()
    expect(model.asked).toBe(2)
    expect(model.requests.map(({ messages }) => typeof messages[0]?.content)).toEqual(['object', 'object'])
    expect(aiLines(world)).toEqual(['AI: Standard delivery takes three to five working days.'])
    expect((await world.turns('Ana'))[0]?.passages[0]?.title).toBe('How long does delivery take?')
  })

  test('an image whose address comes late is read again, and given', async () => {
    const model = seeing({ text: 'Standard delivery takes three to five working days.' })
    await using world = await createWorld({
      engine,
      model,
      fileHosts: [host],
      settings: { reply: { settleMs: 1_200, quietMs: 1_200 } },
    })
    const { id, conversationId } = sends(world, { image: {} })
    const stored = world.sandbox.state.messages(conversationId).find((each) => each.id === id)
    await delivered(world)
    // exactly when the turn is due, so that the second reading is still ahead
    const due = await nextDue(world)
    world.clock.skip((due?.getTime() ?? 0) - world.clock.now().getTime())
    const readings = () =>
      world.sandbox
        .calls()
        .list()
        .filter((call) => call.path.endsWith(`/messages/${id}`))
    await until('it was read in vain', () => readings().some((call) => call.status === 200))
    if (stored !== undefined) stored.parts = [image('/late.png')]
    await world.settle()
    expect(model.pictures()).toHaveLength(1)
    expect(aiLines(world)).toEqual(['AI: Standard delivery takes three to five working days.'])
    const { items } = await world.api<{ items: { parts: unknown[] }[] }>(
      'GET',
      `/api/v1/sessions/${(await world.session('Ana')).id}/messages`,
    )
    expect(items[0]?.parts).toEqual([image('/late.png')])
  })

  test.each([
    ['is not there', '/gone.jpg'],
    ['is a page in disguise', '/page.png'],
  ])('an image that %s counts as unreadable', async (_what, path) => {
    const model = seeing()
    await using world = await createWorld({ engine, model, fileHosts: [host] })
    sends(world, image(path))
    await world.settle()
    expect(model.asked).toBe(0)
    expect((await world.session('Ana')).handoff?.reason).toBe('unreadable_content')
  })

  test('nothing is fetched from a private address that nobody listed', async () => {
    asked.length = 0
    await using world = await createWorld({ engine, model: seeing() })
    sends(world, image())
    await world.settle()
    expect(asked).toEqual([])
    expect((await world.session('Ana')).handoff?.reason).toBe('unreadable_content')
  })

  test('four images are given, the newest, and the fifth is spoken of', async () => {
    const model = seeing()
    await using world = await createWorld({ engine, model, fileHosts: [host] })
    const pictures = [1, 2, 3, 4, 5].map((number) => image(`/${number}.png`))
    sends(world, { text: { content: 'How long does delivery of these take?' } }, ...pictures)
    await world.settle()
    expect(model.pictures()).toHaveLength(4)
    expect(model.words()).toContain(
      '[image, which you cannot open]\n[image 1]\n[image 2]\n[image 3]\n[image 4]',
    )
  })
})

describe('through Baton only', () => {
  const get = (world: World, path: string, key = world.apiKey) =>
    fetch(`${world.baton.url}${path}`, { headers: { authorization: `Bearer ${key}` } })
  const messageOf = async (world: World) => {
    const session = await world.session('Ana')
    const path = `/api/v1/sessions/${session.id}/messages`
    const { items } = await world.api<{ items: { id: string }[] }>('GET', path)
    return items[0]?.id ?? ''
  }

  test('an image is shown, a file is saved, and neither may run anything', async () => {
    await using world = await createWorld({ engine, fileHosts: [host] })
    sends(
      world,
      { text: { content: 'See these' } },
      image(),
      file('Rechnung “März”.pdf', '/page.png'),
      file('x.zip', '/large.zip'),
      file('y.pdf', '/gone.pdf'),
    )
    await world.settle()
    const path = `/api/v1/messages/${await messageOf(world)}/attachments`

    const shown = await get(world, `${path}/1`)
    expect(Object.fromEntries(shown.headers)).toMatchObject({
      'content-type': 'image/png',
      'content-disposition': expect.stringMatching(/^inline; filename="attachment-1\.png"/),
      'content-security-policy': expect.stringContaining('sandbox'),
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600',
    })
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(PNG)

    const saved = await get(world, `${path}/2`)
    expect(Object.fromEntries(saved.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="Rechnung _M_rz_.pdf"; filename*=UTF-8''Rechnung%20%E2%80%9CM%C3%A4rz%E2%80%9D.pdf`,
    })

    const answers = await Promise.all(
      ['0', '3', '4', '9', 'x'].map((index) => get(world, `${path}/${index}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual([404, 413, 502, 404, 404])
    expect(await answers[2]?.json()).toEqual({
      error: {
        code: 'attachment_unavailable',
        message:
          'The attachment cannot be fetched: its address answered 404. Open the conversation in Freshchat to see it.',
      },
    })
  })

  test('one whose address is missing is asked for when somebody looks', async () => {
    await using world = await createWorld({ engine, fileHosts: [host] })
    const { id, conversationId } = sends(world, { image: {} })
    await world.settle()
    const path = `/api/v1/messages/${await messageOf(world)}/attachments/0`
    expect((await get(world, path)).status).toBe(502)
    const stored = world.sandbox.state.messages(conversationId).find((each) => each.id === id)
    if (stored !== undefined) stored.parts = [image()]
    expect((await get(world, path)).status).toBe(200)
  })

  test('not without a key, and not for another organization', async () => {
    await using world = await createWorld({ engine, fileHosts: [host] })
    sends(world, image())
    await world.settle()
    const path = `/api/v1/messages/${await messageOf(world)}/attachments/0`
    expect((await fetch(`${world.baton.url}${path}`)).status).toBe(401)
    const elsewhere = `/api/v1/messages/${crypto.randomUUID()}/attachments/0`
    expect((await get(world, elsewhere)).status).toBe(404)
  })
})

describe('answers that do not fit', () => {
  test('an e-mail takes no answer from us: one note holds it, for a rep to send', async () => {
    const model = reading({ text: 'Three to five working days.' })
    await using world = await createWorld({ engine, model })
    world.customer('Ana').says('How long does delivery take?', { channel: 'Email' })
    await world.settle()
    expect(aiLines(world)).toEqual([])
    expect(notes(world)).toHaveLength(1)
    expect(notes(world)[0]).toMatch(
      /^\(note\) AI: Handed over by Baton: .*Fragment not supported.*Articles: How long does delivery take\?.*\n\nThe AI would have answered:\nThree to five working days\.$/s,
    )
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', handoff: { reason: 'failure' } })
    // nothing was weighed, so nobody is told that it was not sure at all
    expect((await world.turns('Ana'))[0]?.confidence).toBeNull()
    expect(world.freshchat('Ana').agent).toBeNull()
    expect(model.asked).toBe(1)
    const posts = world.sandbox
      .calls()
      .list()
      .filter(({ method }) => method === 'POST')
    expect(posts.map(({ status }) => status)).toEqual([400, 200])
  })

  const sentence = (part: number) => `This is part ${part} of what there is to say about delivery. `
  const threeParts = [1, 2, 3]
    .map((part) =>
      sentence(part)
        .repeat(part === 3 ? 5 : 32)
        .trim(),
    )
    .join('\n\n')
  const partsSaid = (world: World) => aiLines(world).map((line) => /part (\d)/.exec(line)?.[1])

  test('a long answer goes out in order, each part after a look of its own', async () => {
    await using world = await createWorld({ engine, model: reading({ text: threeParts }) })
    world.customer('Ana').says('How long does delivery take?')
    await world.settle()
    expect(partsSaid(world)).toEqual(['1', '2', '3'])
    const calls = world.sandbox
      .calls()
      .list()
      .map(({ method, path }) => `${method} ${path.includes('/messages') ? 'messages' : 'other'}`)
    const fromFirst = calls.slice(calls.indexOf('POST messages'))
    expect(fromFirst.filter((call) => call.endsWith('messages')).slice(0, 5)).toEqual([
      'POST messages',
      'GET messages',
      'POST messages',
      'GET messages',
      'POST messages',
    ])
  })

  test('a rep steps in after the first part: the others never go out', async () => {
    await using world = await createWorld({ engine, model: reading({ text: threeParts }) })
    world.sandbox.faults.set('latency', { match: 'POST messages', ms: 400, times: 1 })
    world.customer('Ana').says('How long does delivery take?')
    await delivered(world)
    await until('the first part is said', () => {
      if (world.baton.underWay() === 0) world.clock.skip(500)
      return aiLines(world).length > 0
    })
    world.rep('Ben').replies('Ana', 'I have it, Ana.')
    await world.settle()
    expect(partsSaid(world)).toEqual(['1'])
    expect(world.chat('Ana').at(-1)).toBe('Ben: I have it, Ana.')
    expect(await world.session('Ana')).toMatchObject({ owner: 'human', leaks: 0 })
  })
})
