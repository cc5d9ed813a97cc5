import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type InputHTMLAttributes, useRef, useState } from 'react'
import { Refused } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Empty } from '../ui/Empty.tsx'
import { Fault } from '../ui/Failed.tsx'
import { useRole } from '../ui/role.ts'
import { useTitle } from '../ui/title.ts'
import { useWords } from '../words/words.tsx'
import { ArticleHead } from './ArticleHead.tsx'
import { knowledgeChanged } from './articles.ts'
import { ACCEPTED, type Chosen, chosenFrom } from './chosen.ts'
import { FirstOnes, Outcome, Skipped } from './ImportOutcome.tsx'
import { importFile, lookInto } from './import-file.ts'

interface Progress {
  done: number
  of: number
}

/** A file is chosen, looked into without saving anything, and then taken over. */
export function ImportPage() {
  const { knowledge } = useWords()
  const words = knowledge.import
  useTitle(words.title)
  const mayWrite = useRole('agent')
  const queries = useQueryClient()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [progress, setProgress] = useState<Progress | null>(null)
  const look = useMutation({ mutationFn: lookInto })
  const run = useMutation({
    mutationFn: (file: File) => importFile(file, setProgress),
    onSettled: () => knowledgeChanged(queries),
  })
  if (!mayWrite) return <Empty isPage title={words.mayNot} />

  async function choose(files: File[]) {
    const next = await chosenFrom(files)
    if (next === null) return
    setChosen(next)
    setProgress(null)
    run.reset()
    look.reset()
    if (!next.isTooLarge) look.mutate(next.file)
  }
  const isTooLarge = chosen?.isTooLarge ?? false
  const name = chosen === null ? '' : (chosen.name ?? words.files(chosen.count))
  const isBusy = look.isPending || run.isPending
  const isUnknown = look.error instanceof Refused && look.error.status === 415
  const count = look.data === undefined ? 0 : look.data.imported + look.data.updated
  return (
    <div className="page">
      <ArticleHead title={words.title} about={words.intro} />
      <section className="card mb-4">
        <ul className="hint mb-4 list-disc pl-5">
          {words.forms.map((form) => (
            <li key={form}>{form}</li>
          ))}
        </ul>
        <div className="flex flex-wrap items-center gap-2">
          <Choose
            label={chosen === null ? words.choose : words.another}
            isFirst={chosen === null}
            isBusy={isBusy}
            choose={choose}
            kinds={{ accept: ACCEPTED, multiple: true }}
          />
          <Choose
            label={words.chooseFolder}
            isBusy={isBusy}
            choose={choose}
            // React knows no such attribute by type; every browser does
            kinds={{ webkitdirectory: '' } as object}
          />
          {chosen !== null && <span>{name}</span>}
        </div>
        {look.isPending && (
          <p role="status" className="hint mt-2">
            {words.reading}
          </p>
        )}
        {(isTooLarge || isUnknown) && (
          <p role="alert" className="error mt-2">
            {isTooLarge ? words.tooLarge : words.unknownForm}
          </p>
        )}
        <Fault fault={isUnknown ? null : look.error} />
      </section>
      {look.data && !run.isSuccess && (
        <section className="card" aria-labelledby="what-would-happen">
          <h2 id="what-would-happen">{words.previewTitle}</h2>
          <Outcome outcome={look.data} />
          <FirstOnes first={look.data.first ?? []} />
          <Skipped skipped={look.data.skipped} name={name} />
          {count === 0 ? (
            <p className="font-semibold">{words.nothing}</p>
          ) : (
            chosen !== null && (
              <Button
                className="btn btn-primary"
                isOff={run.isPending}
                onClick={() => run.mutate(chosen.file)}
              >
                {words.run(count)}
              </Button>
            )
          )}
          {run.isPending && <Running progress={progress} />}
          <Fault fault={run.error} />
        </section>
      )}
      {run.data && (
        <section className="card" aria-labelledby="what-happened">
          <h2 id="what-happened">{words.resultTitle}</h2>
          <Outcome outcome={run.data} />
          <Skipped skipped={run.data.skipped} name={name} />
          <Link to="/knowledge" className="btn btn-primary">
            {words.toList}
          </Link>
        </section>
      )}
    </div>
  )
}

function Choose({
  label,
  isFirst = false,
  isBusy,
  choose,
  kinds,
}: {
  label: string
  isFirst?: boolean
  isBusy: boolean
  choose(files: File[]): Promise<void>
  kinds: InputHTMLAttributes<HTMLInputElement>
}) {
  const field = useRef<HTMLInputElement>(null)
  return (
    <>
      <input
        ref={field}
        type="file"
        {...kinds}
        aria-label={label}
        className="sr-only!"
        tabIndex={-1}
        onChange={({ currentTarget }) => {
          void choose([...(currentTarget.files ?? [])])
          // the same file once more is news too
          currentTarget.value = ''
        }}
      />
      <Button
        className={`btn ${isFirst ? 'btn-primary' : ''}`}
        isOff={isBusy}
        onClick={() => field.current?.click()}
      >
        {label}
      </Button>
    </>
  )
}

function Running({ progress }: { progress: Progress | null }) {
  const words = useWords().knowledge.import
  return (
    <div className="mt-3">
      <progress
        aria-label={words.progress}
        max={progress?.of ?? 1}
        {...(progress === null ? {} : { value: progress.done })}
      />
      <p className="hint" role="status">
        {progress === null ? words.sending : words.doneSoFar(progress.done, progress.of)} {words.staysOpen}
      </p>
    </div>
  )
}
