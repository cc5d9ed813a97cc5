import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { send } from '../api.ts'
import { keys } from '../queries.ts'
import { Button } from '../ui/Button.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useWords } from '../words/words.tsx'

interface Imported {
  imported: number
  updated: number
  skipped: { line: number; reason: string }[]
}

const TYPES: Record<string, string> = {
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  jsonl: 'application/x-ndjson',
  json: 'application/json',
}
/** So many of the lines that were left out are named. */
const MOST_NAMED = 5

/** A file of articles, and what came of each line that could not be read. */
export function ImportFile({ label, isNext }: { label: string; isNext: boolean }) {
  const { start } = useWords()
  const queries = useQueryClient()
  const field = useRef<HTMLInputElement>(null)
  const load = useMutation({
    mutationFn: (file: File) => {
      const end = file.name.toLowerCase().split('.').at(-1) ?? ''
      return send<Imported>('/api/v1/knowledge/import', file, TYPES[end] ?? 'text/plain')
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.overview }),
  })
  const { data } = load
  return (
    <div className="mt-3">
      <input
        ref={field}
        type="file"
        accept=".csv,.ndjson,.jsonl,.json"
        aria-label={label}
        className="sr-only!"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0]
          if (file) load.mutate(file)
          // the same file once more is news too
          currentTarget.value = ''
        }}
      />
      <Button
        className={`btn ${isNext ? 'btn-primary' : ''}`}
        isOff={load.isPending}
        onClick={() => field.current?.click()}
      >
        {load.isPending ? start.importing : label}
      </Button>
      <Fault fault={load.error} />
      {data && (
        <div role="status" className="mt-2">
          <p className="text-good">{start.imported(data.imported, data.updated)}</p>
          {data.skipped.slice(0, MOST_NAMED).map(({ line, reason }) => (
            <p key={line} className="error">
              {start.skipped(line, reason)}
            </p>
          ))}
          {data.skipped.length > MOST_NAMED && (
            <p className="error">{start.moreSkipped(data.skipped.length - MOST_NAMED)}</p>
          )}
        </div>
      )}
    </div>
  )
}
