import { useId, useState } from 'react'
import { useSettingsWords } from '../../words/settings.ts'

/** One more of what is told apart by its name. Its field sends no form: Enter adds. */
export function AddNamed({
  label,
  hint,
  does,
  already,
  known,
  suggested,
  isCode = false,
  add,
}: {
  label: string
  hint: string
  does: string
  already: string
  known: string[]
  suggested: string[]
  /** Of two letters, small ones however they are typed. */
  isCode?: boolean
  add(name: string): void
}) {
  const { noCode } = useSettingsWords()
  const id = useId()
  const [typed, setTyped] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const name = isCode ? typed.trim().toLowerCase() : typed.trim()
  const isKnown = known.includes(name)
  function take() {
    if (name === '' || isKnown) return
    if (isCode && !/^[a-z]{2}$/.test(name)) return setIsRefused(true)
    add(name)
    setTyped('')
  }
  return (
    <div className="field mb-4">
      <label htmlFor={id}>{label}</label>
      <div className="mt-1 flex flex-wrap gap-2">
        <input
          id={id}
          list={`${id}-list`}
          className="min-w-0 max-w-60 flex-1"
          autoComplete="off"
          aria-invalid={isRefused}
          aria-describedby={isRefused ? `${id}-hint ${id}-error` : `${id}-hint`}
          value={typed}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setIsRefused(false)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            take()
          }}
        />
        <datalist id={`${id}-list`}>
          {suggested
            .filter((each) => !known.includes(each))
            .map((each) => (
              <option key={each} value={each} />
            ))}
        </datalist>
        <button type="button" className="btn" onClick={take}>
          {does}
        </button>
      </div>
      <p id={`${id}-hint`} className="hint mt-1" {...(isKnown ? { role: 'status' } : {})}>
        {isKnown ? already : hint}
      </p>
      {isRefused && (
        <p id={`${id}-error`} className="error mt-1" role="alert">
          {noCode}
        </p>
      )}
    </div>
  )
}
