import { createDeflate, deflateSync } from 'node:zlib'
import { type Zippable, zipSync } from 'fflate'

/** Files as people import them, and as attackers do. */

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.from(text))

/** Each page's lines from top to bottom, each with the size of its letters. */
export function pdfOf(pages: [size: number, text: string][][], title: string | null = null): Uint8Array {
  const objects = pages.flatMap((lines, page) => {
    const text = lines.map(([size, line], at) => `BT /F1 ${size} Tf 72 ${720 - at * 20} Td (${line}) Tj ET`)
    return [
      `<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents ${page * 2 + 5} 0 R/Resources<</Font<</F1 3 0 R>>>>>>`,
      streamOf(Buffer.from(text.join('\n'), 'latin1')),
    ]
  })
  const info = title === null ? '' : `/Info<</Title(${title})>>`
  return pdfWith(objects, info)
}

/** One page whose contents unpack to so many megabytes of nothing. */
export async function pdfBomb(megabytes: number): Promise<Uint8Array> {
  const packed = createDeflate({ level: 9 })
  const nothing = Buffer.alloc(1024 * 1024, ' ')
  for (let at = 0; at < megabytes; at++) packed.write(nothing)
  packed.end()
  const pieces: Buffer[] = []
  for await (const piece of packed) pieces.push(piece)
  const twice = deflateSync(Buffer.concat(pieces))
  return pdfWith([
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R>>',
    streamOf(twice, '/Filter[/FlateDecode/FlateDecode]'),
  ])
}

export function encryptedPdf(): Uint8Array {
  const secret = `<${'ab'.repeat(32)}>`
  const encrypt = `/Encrypt<</Filter/Standard/V 1/R 2/O${secret}/U${secret}/P -4>>/ID[<aa><aa>]`
  return pdfWith(['<</Type/Page/Parent 2 0 R>>', streamOf(Buffer.alloc(0))], encrypt)
}

/** A picture of text is a page without text. */
export const scannedPdf = () => pdfOf([[]])

function streamOf(bytes: Buffer, more = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`<</Length ${bytes.length}${more}>>stream\n`),
    bytes,
    Buffer.from('\nendstream'),
  ])
}

function pdfWith(objects: (string | Buffer)[], trailer = ''): Uint8Array {
  const kids = objects.flatMap((_, at) => (at % 2 === 0 ? [`${at + 4} 0 R`] : [])).join(' ')
  const all = [
    '<</Type/Catalog/Pages 2 0 R>>',
    `<</Type/Pages/Kids[${kids}]/Count ${objects.length / 2}>>`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
    ...objects,
  ]
  const pieces = all.flatMap((object, at) => [
    Buffer.from(`${at + 1} 0 obj`),
    Buffer.from(object),
    Buffer.from('\nendobj\n'),
  ])
  const end = Buffer.from(`trailer<</Root 1 0 R/Size ${all.length + 1}${trailer}>>\n%%EOF`)
  return Uint8Array.from(Buffer.concat([Buffer.from('%PDF-1.4\n'), ...pieces, end]))
}

/** Path → text or bytes; `attrs` as fflate takes them. */
export const zipOf = (
  files: Record<string, string | Uint8Array | Zippable[string]>,
): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([path, file]) => [path, typeof file === 'string' ? bytesOf(file) : file]),
      ) as Zippable,
    ),
  )

/** What stands in the directory at its end: there a zip says what its files are. `at`: from the beginning of the first record. */
export function liesAbout(zip: Uint8Array, at: number, value: number): Uint8Array {
  const bytes = Buffer.from(zip)
  const record = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  bytes.writeUInt16LE(value, record + at)
  return Uint8Array.from(bytes)
}

/** Offsets of a directory's record. */
export const FLAGS = 8
export const INFLATED_SIZE = 24
