import type { Readable, Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'

export const ACCEPTED_ENCODINGS = 'gzip, br, deflate'

/** Read as it comes, and let go of as soon as it is too large; of a packed body counts what it is unpacked. */
export async function readBody(
  body: Readable,
  encoding: string | null,
  maxBytes: number,
): Promise<Uint8Array | 'too-large'> {
  const { bytes, isWhole } = await read(body, encoding, maxBytes)
  return isWhole ? bytes : 'too-large'
}

/** What comes after `maxBytes` is not read. */
export async function readBeginning(
  body: Readable,
  encoding: string | null,
  maxBytes: number,
): Promise<Uint8Array> {
  return (await read(body, encoding, maxBytes)).bytes
}

async function read(body: Readable, encoding: string | null, maxBytes: number) {
  const chunks: Uint8Array[] = []
  let size = 0
  try {
    for await (const chunk of unpacked(body, encoding) as AsyncIterable<Uint8Array>) {
      chunks.push(chunk.subarray(0, maxBytes - size))
      size += chunk.byteLength
      if (size > maxBytes) break
    }
  } finally {
    // closes the connection, where something is left
    body.destroy()
  }
  return { bytes: Buffer.concat(chunks), isWhole: size <= maxBytes }
}

function unpacked(body: Readable, encoding: string | null): Readable {
  const unpack = unpackerOf(encoding)
  if (unpack === null) return body
  body.on('error', (fault) => unpack.destroy(fault))
  return body.pipe(unpack)
}

function unpackerOf(encoding: string | null): Transform | null {
  switch (encoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return null
    case 'gzip':
    case 'x-gzip':
      return createGunzip()
    case 'br':
      return createBrotliDecompress()
    case 'deflate':
      return createInflate()
    default:
      throw new Error(`It came packed as ${encoding?.slice(0, 50)}, which was not asked for.`)
  }
}
