import { z } from 'zod'
import { type Attachment, attachmentsIn } from '../freshchat/attachment.ts'
import { pictureTypeOf } from '../freshchat/download.ts'
import { FreshchatError } from '../freshchat/error.ts'
import { connectionById } from '../store/connections.ts'
import { inOrganization } from '../store/database.ts'
import { messageInFreshchat, storeParts } from '../store/messages.ts'
import { ApiError, notFound } from './error.ts'
import { type HttpContext, type HttpDeps, operation } from './operation.ts'

/** What customers and reps attached, through us: no browser of a member calls an address that a stranger wrote. */

const LARGEST = 10 * 1024 * 1024
/** Should a browser show it as a page after all: no script, no form, no window, and nothing from anywhere. */
const POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
const bytes = { schema: z.string().meta({ format: 'binary' }) }

export const getAttachment = operation(
  {
    method: 'get',
    path: '/api/v1/messages/{id}/attachments/{index}',
    summary: 'The bytes of an attachment: an image to be shown, anything else to be saved',
    tag: 'Sessions',
    params: z.object({
      id: z.uuid(),
      index: z
        .string()
        .regex(/^\d{1,4}$/)
        .transform(Number),
    }),
    rawAnswer: {
      'image/png': bytes,
      'image/jpeg': bytes,
      'image/gif': bytes,
      'image/webp': bytes,
      'application/octet-stream': bytes,
    },
    errors: {
      404: 'No such attachment',
      413: 'It is larger than Baton passes on',
      502: 'It cannot be fetched from where Freshchat keeps it',
    },
  },
  async ({ deps, caller, params: { id, index }, c }) => {
    const { organizationId } = caller
    const message = await inOrganization(deps.database, organizationId, (tx) => messageInFreshchat(tx, id))
    const attachment = message === null ? null : attachmentAt(message.parts, index)
    if (message === null || attachment === null) throw notFound('attachment')

    const first = await fetched(deps, attachment, c)
    if (first.kind === 'fetched') return answer(c, attachment, first.bytes)
    // its address is late, or was good for some time only
    const again =
      first.because === 'gone'
        ? await readAgain(deps, organizationId, message, index, c.req.raw.signal)
        : null
    const second = again === null || again.url === attachment.url ? first : await fetched(deps, again, c)
    if (second.kind === 'fetched') return answer(c, again ?? attachment, second.bytes)
    if (second.because === 'too_large') throw tooLarge()
    throw new ApiError(
      502,
      'attachment_unavailable',
      `The attachment cannot be fetched: ${lowered(second.detail)} Open the conversation in Freshchat to see it.`,
    )
  },
)

type InFreshchat = NonNullable<Awaited<ReturnType<typeof messageInFreshchat>>>

async function fetched({ download }: HttpDeps, { url }: Attachment, c: HttpContext) {
  if (url !== null) return download(url, { maxBytes: LARGEST, signal: c.req.raw.signal })
  return { kind: 'not-fetched', because: 'gone', detail: 'Freshchat has not said where it is.' } as const
}

/** The attachment as Freshchat shows it now, kept; null when Freshchat does not show it. */
async function readAgain(
  deps: HttpDeps,
  organizationId: string,
  message: InFreshchat,
  index: number,
  signal: AbortSignal,
): Promise<Attachment | null> {
  const connection = await inOrganization(deps.database, organizationId, (tx) =>
    connectionById(tx, message.connection_id),
  )
  if (connection === null || connection.disconnectedAt !== null || message.freshchat_id === null) return null
  const { api } = deps.freshchat(connection)
  const { conversation_freshchat_id: conversationId, internal_id: internalId } = message
  try {
    const read = await api.message(conversationId, message.freshchat_id, {
      priority: 'read',
      internalId,
      signal,
    })
    const found = read === null ? null : attachmentAt(read.parts, index)
    if (read !== null && found !== null && found.url !== null) {
      await inOrganization(deps.database, organizationId, (tx) => storeParts(tx, message.id, read.parts))
    }
    return found
  } catch (fault) {
    if (fault instanceof FreshchatError) return null
    throw fault
  }
}

function attachmentAt(parts: unknown[], index: number): Attachment | null {
  return attachmentsIn(parts).find((each) => each.index === index) ?? null
}

/** Only what begins as one of four kinds of picture is shown; anything else may be a page in disguise, and is saved. */
function answer(c: HttpContext, { name, index }: Attachment, data: Uint8Array<ArrayBuffer>): Response {
  const picture = pictureTypeOf(data)
  const shown = name ?? `attachment-${index}${picture === null ? '' : `.${picture.slice('image/'.length)}`}`
  return c.body(data, 200, {
    'content-type': picture ?? 'application/octet-stream',
    'content-disposition': `${picture === null ? 'attachment' : 'inline'}; ${fileName(shown)}`,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, max-age=3600',
  })
}

/** For old readers in plain letters, for the others as it is (RFC 6266). */
function fileName(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_')
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${plain}"; filename*=UTF-8''${encoded}`
}

function tooLarge(): ApiError {
  const size = `${LARGEST / 1024 / 1024} MB`
  return new ApiError(
    413,
    'too_large',
    `The attachment is larger than ${size}, which is the most that Baton passes on. Open the conversation in Freshchat to see it.`,
  )
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1)
}
