import { describe, expect, test } from 'vitest'
import { type Attachment, attachmentsIn } from './attachment.ts'

const URL_A = 'https://files.acme.test/a'
const nothing = { url: null, name: null, contentType: null, sizeBytes: null }

describe('what a message carries beside its words', () => {
  test.each<[what: string, parts: unknown[], expected: Partial<Attachment>[]]>([
    ['words only', [{ text: { content: 'Hi' } }], []],
    ['an image', [{ image: { url: URL_A } }], [{ ...nothing, index: 0, kind: 'image', url: URL_A }]],
    ['words, then an image', [{ text: { content: 'Hi' } }, { image: { url: URL_A } }], [{ index: 1 }]],
    [
      'a file in today’s spelling',
      [
        {
          file: {
            name: 'invoice.pdf',
            url: URL_A,
            file_size_in_bytes: 1200,
            contentType: 'application/pdf',
            fileHash: 'x',
          },
        },
      ],
      [
        {
          index: 0,
          kind: 'file',
          url: URL_A,
          name: 'invoice.pdf',
          contentType: 'application/pdf',
          sizeBytes: 1200,
        },
      ],
    ],
    [
      'a file in the spelling of an upload',
      [
        {
          file: {
            file_name: 'invoice.pdf',
            file_size: '1200',
            file_content_type: 'Application/PDF; q=1',
            file_hash: 'x',
          },
        },
      ],
      [
        {
          index: 0,
          kind: 'file',
          url: null,
          name: 'invoice.pdf',
          contentType: 'application/pdf',
          sizeBytes: 1200,
        },
      ],
    ],
    ['an address that is still missing', [{ image: {} }], [{ ...nothing, index: 0, kind: 'image' }]],
    ['an address that is none', [{ image: { url: 'javascript:alert(1)' } }], [{ url: null }]],
    ['a relative address', [{ image: { url: '/a.png' } }], [{ url: null }]],
    [
      'a photograph sent as a file',
      [{ file: { url: URL_A, content_type: 'image/png' } }],
      [{ kind: 'image' }],
    ],
    [
      'sound sent as a video',
      [{ video: { url: URL_A, content_type: 'audio/ogg' } }, { video: { url: URL_A } }],
      [
        { index: 0, kind: 'audio' },
        { index: 1, kind: 'video' },
      ],
    ],
    [
      'seen in code only',
      [{ attachment: { url: URL_A } }, { audio: { url: URL_A } }, { sticker: { url: URL_A } }],
      [{ kind: 'file' }, { kind: 'audio' }, { kind: 'image' }],
    ],
    [
      'of 2018',
      [
        { part_type: 'text', properties: { text: 'Hi' } },
        { part_type: 'image', properties: { url: URL_A } },
      ],
      [{ index: 1, kind: 'image', url: URL_A }],
    ],
    [
      'in collections',
      [
        {
          collection: {
            sub_parts: [
              { text: { content: 'Two' } },
              { image: { url: URL_A } },
              { collection: { sub_parts: [{ file: { name: 'b.txt' } }] } },
            ],
          },
        },
        { video: { url: URL_A } },
      ],
      [
        { index: 3, kind: 'image' },
        { index: 4, kind: 'file', name: 'b.txt' },
        { index: 1, kind: 'video' },
      ],
    ],
    [
      'a carousel’s pictures',
      [
        {
          template_content: {
            type: 'carousel',
            sections: [{ name: 'card', parts: [{ image: { url: URL_A } }] }],
          },
        },
      ],
      [{ index: 1, kind: 'image' }],
    ],
    [
      'buttons and the like',
      [
        { url_button: { url: URL_A, label: 'Open' } },
        { quick_reply_button: { label: 'Yes' } },
        { callback: { label: 'Yes', payload: 'y' } },
        { reference: { label: 'x' } },
        { email: { subject: 's', content: 'c' } },
        { template_content: { type: 'quick_reply_dropdown', sections: [] } },
      ],
      [],
    ],
    [
      'a kind that nobody knows',
      [{ location: { lat: 1, long: 2 } }],
      [{ ...nothing, index: 0, kind: 'other' }],
    ],
    [
      'several keys at once',
      [{ text: null, file: null, image: { url: URL_A } }],
      [{ kind: 'image', url: URL_A }],
    ],
    ['no parts at all', [null, 7, 'text', [], {}], []],
  ])('%s', (_what, parts, expected) => {
    const found = attachmentsIn(parts)
    expect(found).toHaveLength(expected.length)
    expect(found).toMatchObject(expected)
  })
})

describe('names are fit to be shown', () => {
  test.each([
    ['invoice.pdf', 'invoice.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\Ana\\photo.png', 'photo.png'],
    ['in\u0000voi\u001bce\n.pdf', 'invoice.pdf'],
    ['photo\u202egpj.exe', 'photogpj.exe'],
    ['a\u200b\u2066b\u2069\ufeff.txt', 'ab.txt'],
    ['  two   words.txt ', 'two words.txt'],
    ['https://evil.test/pay', 'pay'],
    ['folder/', null],
    ['..', null],
    ['', null],
    ['Ünïcode 請求書.pdf', 'Ünïcode 請求書.pdf'],
    [`${'a'.repeat(200)}.pdf`, `${'a'.repeat(115)}….pdf`],
    ['😀'.repeat(200), `${'😀'.repeat(119)}…`],
  ])('%j → %j', (name, expected) => {
    expect(attachmentsIn([{ file: { name } }])[0]?.name).toBe(expected)
  })
})
