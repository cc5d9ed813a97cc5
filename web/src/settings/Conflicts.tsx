import { useSettingsWords } from '../words/settings.ts'
import type { Conflict } from './ai/changes.ts'
import { Differences } from './Differences.tsx'
import type { FieldsOf } from './field-words.ts'

/** What somebody else changed meanwhile, beside what is typed here. */
export function Conflicts({ conflicts, of = 'settings' }: { conflicts: Conflict[]; of?: FieldsOf }) {
  const words = useSettingsWords()
  if (conflicts.length === 0) return null
  return (
    <div className="notice mb-3" role="alert">
      <p className="mb-2">{words.changedMeanwhile}</p>
      <Differences
        of={of}
        before={words.theirs}
        after={words.yours}
        rows={conflicts.map(({ path, theirs, mine }) => ({ path, before: theirs, after: mine }))}
      />
    </div>
  )
}
