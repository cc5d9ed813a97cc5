import { createHash, randomUUID } from 'node:crypto'
import { type ApiCall, answerError, listPage, ok } from './answer.ts'
import type { Routes } from './rest.ts'
import type { State } from './state.ts'
import type { Json, Wire } from './wire.ts'

/** The account's own things: configuration, groups, channels, roles, uploads, and the endpoints we only acknowledge. */
export function accountRoutes(state: State, wire: Wire, address: string): Routes {
  const max = (): number => state.settings().maxItemsPerPage
  return [
    ['GET', '/accounts/configuration', () => ok(state.account)],
    [
      'GET',
      '/groups',
      (call) => listPage(call, 'groups', 'group', state.groups.all().map(wire.group), max()),
    ],
    [
      'GET',
      '/channels',
      (call) => listPage(call, 'channels', 'channel', state.channels.all().map(wire.channel), max()),
    ],
    [
      'GET',
      '/roles',
      (call) =>
        listPage(
          call,
          'roles',
          'role',
          state.roles.all().map((role) => ({ ...role })),
          max(),
        ),
    ],
    ['POST', '/images/upload', async (call) => ok(image(await uploadedFile(call), address))],
    ['POST', '/files/upload', async (call) => ok(await file(await uploadedFile(call)))],
    // Body and answer of these two are not in any public text (11).
    ['POST', '/csat/:id', () => ok({})],
    ['GET', '/business-hours/within-bh', () => ok({})],
    // Numbers are not simulated; the official SDK reads "no row for this group" as 0.
    ['GET', '/metrics/historical', (call) => ok({ metric: call.query.get('metric'), data: [] })],
    ['GET', '/metrics/instant', (call) => ok({ metric: call.query.get('metric'), data: [] })],
  ]
}

/** The field is `image` or `file`, depending on whom one asks (6.8): either is taken on both. */
async function uploadedFile(call: ApiCall): Promise<File> {
  const headers = { 'content-type': call.contentType }
  // A copy, because BodyInit wants a buffer that is not shared.
  const form = await new Response(Uint8Array.from(call.body), { headers }).formData().catch(() => null)
  const file = form?.get('image') ?? form?.get('file') ?? null
  if (!(file instanceof File)) throw answerError(400, 'INVALID_VALUE', 'No file in the field image or file')
  return file
}

function image(file: File, address: string): Json {
  const id = randomUUID()
  const url = `${address}/uploads/${id}`
  const size = { content_type: file.type, width: 100, height: 100 }
  return { id, url, name: file.name, ...size, thumbnail: { url, ...size } }
}

async function file(file: File): Promise<Json> {
  const hash = createHash('sha256').update(Buffer.from(await file.arrayBuffer()))
  return {
    file_name: file.name,
    file_size: file.size,
    file_content_type: file.type,
    file_extension_type: file.name.split('.').at(-1) ?? '',
    file_hash: hash.digest('hex'),
    file_security_status: 'SAFE',
  }
}
