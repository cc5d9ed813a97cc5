import { Refused } from '../api.ts'
import type { Words } from '../words/en.ts'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'

/** A fault in the words of the server, or ours where it said none. */
export function faultIn(words: Words, fault: Error): string {
  // the API's own words are for programs
  if (fault instanceof Refused && fault.code === 'unauthorized') return `${words.account.signedOut}.`
  if (fault.message !== '') return inTheirWords(words, fault.message)
  if (fault instanceof Refused && fault.code === 'broke_off') return words.knowledge.import.brokeOff
  const status = fault instanceof Refused ? fault.status : 0
  return status === 0 ? words.unreachable : words.serverAnswered(status)
}

/** The field that the server named; null: none. */
export function fieldOf(fault: Error | null): string | null {
  return fault instanceof Refused ? fault.field : null
}

/** What the server said of that field; null: nothing. Whoever shows it beside the field puts it into the reader's words. */
export function faultAt(fault: Error | null, name: string): string | null {
  return fault !== null && fieldOf(fault) === name ? fault.message : null
}

/** What went wrong, read out when it appears. */
export function Fault({ fault }: { fault: Error | null }) {
  const words = useWords()
  if (fault === null) return null
  return (
    <p className="error mt-2" role="alert">
      {faultIn(words, fault)}
    </p>
  )
}

/** What could not be loaded, why, and the way to try again. */
export function Failed({ fault, retry }: { fault: Error; retry: () => void }) {
  const words = useWords()
  return (
    <div className="page">
      <div className="notice notice-bad" role="alert">
        <p className="mb-3">{faultIn(words, fault)}</p>
        <button type="button" className="btn" onClick={retry}>
          {words.retry}
        </button>
      </div>
    </div>
  )
}
