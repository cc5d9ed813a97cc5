import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { api } from '../api.ts'
import { knowledgeChanged } from '../knowledge/articles.ts'
import { Button } from '../ui/Button.tsx'
import { Confirm } from '../ui/Confirm.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useWords } from '../words/words.tsx'
import { ImportFile } from './ImportFile.tsx'

/** How knowledge comes in, and how the samples that a fresh install begins with go. */
export function Knowledge({ label, isNext, samples }: { label: string; isNext: boolean; samples: number }) {
  const { start, knowledge } = useWords()
  return (
    <>
      <ImportFile label={label} isNext={isNext} />
      <p className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <span className="hint">{start.otherWays}</span>
        <Link to="/knowledge/websites">{start.readWebsite}</Link>
        <Link to="/knowledge/import">{knowledge.import.title}</Link>
        <Link to="/knowledge/new">{knowledge.add}</Link>
      </p>
      {samples > 0 && <Samples count={samples} />}
    </>
  )
}

function Samples({ count }: { count: number }) {
  const { start } = useWords()
  const [asks, setAsks] = useState(false)
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api('DELETE', '/api/v1/knowledge/samples'),
    onSuccess: () => knowledgeChanged(queries),
  })
  return (
    <div className="notice mt-3">
      <p className="mb-2">{start.samples(count)}</p>
      <Button className="btn" isOff={remove.isPending} onClick={() => setAsks(true)}>
        {start.removeSamples}
      </Button>
      <Fault fault={remove.error} />
      {asks && (
        <Confirm
          title={start.removeSamplesTitle}
          text={start.removeSamplesText}
          yes={start.removeSamples}
          does={() => remove.mutate()}
          close={() => setAsks(false)}
        />
      )}
    </div>
  )
}
