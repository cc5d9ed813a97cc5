import { type FieldsOf, useFieldWords } from './field-words.ts'

/** What differs, field by field, as the forms call the fields and show what stands in them. */
export function Differences({
  of,
  before,
  after,
  rows,
}: {
  of: FieldsOf
  before: string
  after: string
  rows: { path: string; before: unknown; after: unknown }[]
}) {
  const tell = useFieldWords(of)
  return (
    <dl className="grid gap-2">
      {rows.map((row) => {
        const { label, text } = tell(row.path, row.after)
        return (
          <div key={row.path}>
            {row.path !== '' && <dt className="text-soft">{label}</dt>}
            <dd className="grid gap-x-4 sm:grid-cols-2">
              <Side name={before} text={tell(row.path, row.before).text} />
              <Side name={after} text={text} />
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function Side({ name, text }: { name: string; text: string }) {
  return (
    <p className="min-w-0">
      <span className="hint">{name}: </span>
      <bdi className="whitespace-pre-wrap wrap-anywhere">{text}</bdi>
    </p>
  )
}
