import { expect, test } from 'vitest'
import { readImport } from './import-file.ts'
import { UnreadableFile } from './unreadable-file.ts'

const titles = (entries: { fields: { title: string } }[]) => entries.map(({ fields }) => fields.title)

test('NDJSON: both forms, a byte order mark and empty lines are fine', async () => {
  const text =
    '\ufeff{"id":7,"title":"A","body":"a"}\n\n{"question":"B?","answer":"b","phrasings":["x"],"url":"https://a.test/b"}\n'
  const { entries, skipped } = await readImport('ndjson', text)
  expect(skipped).toEqual([])
  expect(entries).toEqual([
    {
      externalId: '7',
      fields: { title: 'A', body: 'a', phrasings: [], url: null, visibility: 'public', state: 'published' },
    },
    {
      externalId: null,
      fields: {
        title: 'B?',
        body: 'b',
        phrasings: ['x'],
        url: 'https://a.test/b',
        visibility: 'public',
        state: 'published',
      },
    },
  ])
})

test('a bad line is skipped by itself, with a reason that a person can act on', async () => {
  const lines = [
    '{"title":"Good","body":"yes"}',
    '{"title":"No body"}',
    'not json',
    '{"question":"No answer"}',
    '["a list"]',
    '{"title":"  ","body":"x"}',
    '{"title":"Link","body":"x","url":"javascript:alert(1)"}',
    '{"title":5,"body":"x"}',
    '{"title":"P","body":"x","phrasings":{"a":1}}',
    '{"title":"Last","body":"yes"}',
  ]
  const { entries, skipped } = await readImport('ndjson', lines.join('\n'))
  expect(titles(entries)).toEqual(['Good', 'Last'])
  expect(skipped).toEqual([
    { line: 2, reason: '“body” is missing.' },
    { line: 3, reason: 'This line is not JSON.' },
    { line: 4, reason: '“answer” is missing.' },
    { line: 5, reason: 'This is no object with a title and a body (or a question and an answer).' },
    { line: 6, reason: '“title”: must not be empty.' },
    { line: 7, reason: '“url”: an address that begins with http:// or https://.' },
    { line: 8, reason: '“title”: a text.' },
    { line: 9, reason: '“phrasings”: a list of texts.' },
  ])
})

test('CSV: quoted newlines, other columns, both forms of phrasings, and the line where a record begins', async () => {
  const text =
    '\ufeffID,Title,Body,Phrasings,Mood\r\n1,A,"two\r\nlines, ""quoted""",x|y,good\r\n2,,no title,,\r\n3,C,c,"[""p, q""]",\r\n'
  const { entries, skipped } = await readImport('csv', text)
  expect(entries.map(({ externalId, fields }) => [externalId, fields.body, fields.phrasings])).toEqual([
    ['1', 'two\nlines, "quoted"', ['x', 'y']],
    ['3', 'c', ['p, q']],
  ])
  expect(skipped).toEqual([{ line: 4, reason: '“title” is missing.' }])
})

test('CSV: semicolons, too few cells and stray quotes', async () => {
  const { entries, skipped } = await readImport('csv', 'question;answer\nA?;a\nB?\nC "x" y;"c" z\nD?;d\n')
  expect(titles(entries)).toEqual(['A?', 'C "x" y', 'D?'])
  expect(skipped).toEqual([{ line: 3, reason: '“answer” is missing.' }])
})

test('CSV: a quote that never closes costs no more than what follows it, and is told', async () => {
  const { entries, skipped } = await readImport('csv', 'title,body\nA,a\nB,"b\nC,c\n')
  expect(titles(entries)).toEqual(['A'])
  expect(skipped).toHaveLength(1)
  expect(skipped[0]?.reason).toContain('no CSV')
})

test.each([
  ['csv', 'name,price\nx,1\n', 'The first line must name the columns'],
  ['json', '{"a":1', 'not JSON'],
  ['json', '"text"', 'no JSON array'],
] as const)('%s that cannot be read at all says so', async (form, text, reason) => {
  await expect(readImport(form, text)).rejects.toThrow(reason)
  await expect(readImport(form, text)).rejects.toBeInstanceOf(UnreadableFile)
})

test('what a database cannot store is taken out', async () => {
  const { entries } = await readImport(
    'json',
    '[{"title":"A\\u0000B","body":"\\ud800x"},{"title":"\\u0000","body":"x"}]',
  )
  expect(entries.map(({ fields }) => [fields.title, fields.body])).toEqual([['AB', 'x']])
})
