import { lexer, type MarkedToken, type Token, type Tokens } from 'marked'
import { Fragment, type ReactNode, useMemo } from 'react'
import { useWords } from '../words/words.tsx'

/**
 * Markdown as it is meant, made of our own elements one by one: HTML in it is shown as the text that it is, pictures by their
 * description, and only links to where people go are links. Nothing of it can run, and nothing is fetched.
 */

/** So much is read within a second, whatever it is made of (measured; `_a` without end is the worst). */
const LONGEST = 20_000
/** Deeper than anybody writes: shown as it was written. */
const DEEPEST = 20

export function Markdown({ text }: { text: string }) {
  const { article } = useWords().knowledge
  const tokens = useMemo(() => read(text.slice(0, LONGEST)), [text])
  return (
    <div className="markdown">
      {tokens === null ? (
        <p dir="auto" className="whitespace-pre-wrap">
          {text.slice(0, LONGEST)}
        </p>
      ) : (
        all(tokens, 0)
      )}
      {text.length > LONGEST && <p className="hint">{article.cutPreview}</p>}
    </div>
  )
}

/** null: nested so deep that nobody meant it. */
function read(text: string): Token[] | null {
  try {
    return lexer(text)
  } catch {
    return null
  }
}

function all(tokens: Token[] | undefined, depth: number): ReactNode {
  // they have no names, and are drawn anew together
  // biome-ignore lint/suspicious/noArrayIndexKey: as it says
  return tokens?.map((token, index) => <Fragment key={index}>{drawn(token as MarkedToken, depth)}</Fragment>)
}

/** The lexer has no extensions, so it makes no others than these. */
function drawn(token: MarkedToken, depth: number): ReactNode {
  if (depth > DEEPEST) return token.raw
  const inside = (tokens: Token[] | undefined) => all(tokens, depth + 1)
  // each block runs as its words do; what stands in another block runs with that
  const runs: Runs = depth === 0 ? { dir: 'auto' } : {}
  switch (token.type) {
    case 'paragraph':
      return <p {...runs}>{inside(token.tokens)}</p>
    case 'heading':
      return (
        <h3 className={token.depth === 1 ? 'text-lg' : ''} {...runs}>
          {inside(token.tokens)}
        </h3>
      )
    case 'blockquote':
      return <blockquote {...runs}>{inside(token.tokens)}</blockquote>
    case 'list':
      return <List list={token} inside={inside} runs={runs} />
    case 'table':
      return <Table table={token} inside={inside} runs={runs} />
    case 'code':
      return <pre {...runs}>{token.text}</pre>
    case 'codespan':
      return <code>{token.text}</code>
    case 'strong':
      return <strong>{inside(token.tokens)}</strong>
    case 'em':
      return <em>{inside(token.tokens)}</em>
    case 'del':
      return <del>{inside(token.tokens)}</del>
    case 'link':
      return <WebLink href={token.href}>{inside(token.tokens)}</WebLink>
    case 'image':
      return <Picture text={token.text} />
    case 'br':
      return <br />
    case 'hr':
      return <hr />
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ '
    case 'text':
      return token.tokens === undefined ? token.text : inside(token.tokens)
    case 'escape':
      return token.text
    case 'space':
    case 'def':
      return null
    default:
      return <span className="text-soft">{token.raw}</span>
  }
}

type Inside = (tokens: Token[] | undefined) => ReactNode
type Runs = { dir?: string }

function List({
  list: { ordered, start, items },
  inside,
  runs,
}: {
  list: Tokens.List
  inside: Inside
  runs: Runs
}) {
  const drawnItems = items.map((item, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <li key={index}>{inside(item.tokens)}</li>
  ))
  return ordered ? (
    <ol start={start === '' ? 1 : start} {...runs}>
      {drawnItems}
    </ol>
  ) : (
    <ul {...runs}>{drawnItems}</ul>
  )
}

function Table({
  table: { header, rows },
  inside,
  runs,
}: {
  table: Tokens.Table
  inside: Inside
  runs: Runs
}) {
  return (
    <table {...runs}>
      <thead>
        <tr>
          {header.map((cell, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above
            <th key={index} scope="col">
              {inside(cell.tokens)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: as above
          <tr key={index}>
            {row.map((cell, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: as above
              <td key={at}>{inside(cell.tokens)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** Another address stays words: it would lead into this dashboard, or run. */
function WebLink({ href, children }: { href: string; children: ReactNode }) {
  if (!/^(https?:\/\/|mailto:)/i.test(href)) return children
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  )
}

function Picture({ text }: { text: string }) {
  const { article } = useWords().knowledge
  return <span className="tag whitespace-normal">{article.image(text)}</span>
}
