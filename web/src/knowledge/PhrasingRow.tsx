import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { Refused } from '../api.ts'
import { Button } from '../ui/Button.tsx'
import { Fault, faultIn } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { Said } from '../ui/Said.tsx'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import type { Decided, Suggested } from './suggested.ts'
import type { Decisions } from './use-decisions.ts'

/** One way of asking, the article that it would teach, where it comes from, and what to make of it. */
export function PhrasingRow({
  suggested,
  isMarked,
  isEdited,
  edit,
  decisions,
  mayDecide,
}: {
  suggested: Suggested
  isMarked: boolean
  isEdited: boolean
  edit(isEdited: boolean): void
  decisions: Decisions
  mayDecide: boolean
}) {
  const words = useWords().knowledge.suggested
  const times = useTimes()
  const { id, text, count, articleId, articleTitle, sessionIds, createdAt } = suggested
  const decided = decisions.of(id)
  const fault = decisions.fault?.id === id ? decisions.fault.error : null
  const isAtField = isEdited && fault instanceof Refused && fault.field === 'text'
  return (
    <li
      id={id}
      tabIndex={-1}
      className={`card outline-none ${isMarked ? 'shadow-[inset_3px_0_0_var(--accent)]' : ''}`}
      {...(isMarked ? { 'aria-current': 'true' } : {})}
    >
      <p dir="auto" className="text-[1.05rem] font-semibold [overflow-wrap:anywhere]">
        {words.quoted(decided?.text ?? text)}
      </p>
      <p className="hint">
        {words.asked(count)} · {words.found(times.full(createdAt))}
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        <Link to="/knowledge/$id" params={{ id: articleId }} search={{}}>
          <Said by={words.teaches}>{articleTitle}</Said>
        </Link>
        {sessionIds.map((sessionId, at) => (
          <Link key={sessionId} to="/inbox/$id" params={{ id: sessionId }} search={{}}>
            {words.session(sessionIds.length === 1 ? null : at + 1)}
          </Link>
        ))}
      </p>
      {decided !== undefined ? (
        <After decided={decided} mayDecide={mayDecide} turn={() => decisions.turn(id)} />
      ) : isEdited ? (
        <OwnWords
          text={text}
          error={isAtField ? fault : null}
          isBusy={decisions.isBusy(id)}
          accept={(own) => decisions.accept(suggested, own)}
          leave={() => edit(false)}
        />
      ) : (
        mayDecide && (
          <p className="mt-3 flex flex-wrap gap-2">
            <Button
              className="btn btn-primary"
              isOff={decisions.isBusy(id)}
              onClick={() => decisions.accept(suggested, null)}
            >
              {words.accept}
            </Button>
            <button type="button" className="btn" onClick={() => edit(true)}>
              {words.edit}
            </button>
            <Button
              className="btn btn-quiet"
              isOff={decisions.isBusy(id)}
              onClick={() => decisions.dismiss(suggested)}
            >
              {words.dismiss}
            </Button>
          </p>
        )
      )}
      <Fault fault={isAtField ? null : fault} />
    </li>
  )
}

/** What was made of it, and the way back. */
function After({ decided, mayDecide, turn }: { decided: Decided; mayDecide: boolean; turn(): void }) {
  const words = useWords().knowledge.suggested
  return (
    <p className="mt-3 flex flex-wrap items-center gap-3">
      <span role="status" className={decided.isTaught ? 'text-good' : 'text-soft'}>
        {decided.isTaught ? words.accepted : words.dismissed}
      </span>
      {mayDecide && decided.canTurn && (
        <button type="button" className="btn btn-quiet" onClick={turn}>
          {decided.isTaught ? words.takeOut : words.afterAll}
        </button>
      )}
    </p>
  )
}

function OwnWords({
  text,
  error,
  isBusy,
  accept,
  leave,
}: {
  text: string
  error: Error | null
  isBusy: boolean
  accept(own: string): void
  leave(): void
}) {
  const all = useWords()
  const words = all.knowledge.suggested
  const [own, setOwn] = useState(text)
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    accept(own)
  }
  return (
    <form className="mt-3" onSubmit={submit} noValidate>
      <Field
        label={words.ownWords}
        name="text"
        autoComplete="off"
        autoFocus
        value={own}
        onChange={({ currentTarget }) => setOwn(currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && leave()}
        error={error === null ? null : faultIn(all, error)}
      />
      <p className="flex flex-wrap gap-2">
        <Button type="submit" className="btn btn-primary" isOff={isBusy}>
          {words.acceptOwn}
        </Button>
        <button type="button" className="btn btn-quiet" onClick={leave}>
          {words.leave}
        </button>
      </p>
    </form>
  )
}
