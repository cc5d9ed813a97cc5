/** What differs, field by field, as the API names and keeps it. */
export function Differences({
  before,
  after,
  rows,
}: {
  before: string
  after: string
  rows: { path: string; before: unknown; after: unknown }[]
}) {
  return (
    <dl className="grid gap-2">
      {rows.map((row) => (
        <div key={row.path}>
          {row.path !== '' && <dt className="font-mono text-[0.85rem] text-soft">{row.path}</dt>}
          <dd className="grid gap-x-4 sm:grid-cols-2">
            <Side name={before} value={row.before} />
            <Side name={after} value={row.after} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Side({ name, value }: { name: string; value: unknown }) {
  return (
    <p className="min-w-0">
      <span className="hint">{name}: </span>
      <span className="whitespace-pre-wrap">{written(value)}</span>
    </p>
  )
}

function written(value: unknown): string {
  if (value === undefined || value === null) return '–'
  if (typeof value === 'string') return value === '' ? '“”' : value
  const isPlainList =
    Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string')
  return isPlainList ? value.join(', ') : JSON.stringify(value, null, 1)
}
