import { useQuery } from '@tanstack/react-query'
import { account, type Named } from '../../queries.ts'
import { Choice, Options } from '../../ui/controls.tsx'
import { useRole } from '../../ui/role.ts'
import { useSettingsWords } from '../../words/settings.ts'
import type { Settings } from './use-settings.ts'

type HandoffTarget = Settings['handoff']['target']
const KINDS = ['unassign', 'group', 'agent'] as const

/** Who gets the customer, by the names that Freshchat has for them. */
export function Target({
  target,
  set,
  error,
}: {
  target: HandoffTarget
  set(target: HandoffTarget): void
  error: string | null
}) {
  const { handoff: words } = useSettingsWords()
  const mayLook = useRole('admin')
  const { data, error: fault } = useQuery({ ...account, enabled: mayLook })
  const known: Named[] = (target.kind === 'group' ? data?.groups : data?.agents) ?? []
  return (
    <Options
      legend={words.target}
      value={target.kind}
      options={KINDS.map((value) => ({ value, name: words.targets[value], hint: words.targetHints[value] }))}
      choose={(kind) => set(kind === 'unassign' ? { kind } : { kind, id: '' })}
    >
      {target.kind !== 'unassign' && (
        <div className="mt-2 [&_.field]:mb-1">
          <Choice
            label={words[target.kind]}
            value={target.id}
            names={namesOf(known, target.id, words)}
            choose={(id) => set({ ...target, id })}
            error={error}
          />
          {fault && <p className="hint">{words.accountFailed}</p>}
        </div>
      )}
    </Options>
  )
}

/** What is chosen and no longer in the account stays, to be seen and changed. */
function namesOf(
  known: Named[],
  chosen: string,
  words: { choose: string; notInAccount(id: string): string },
): Record<string, string> {
  const names = Object.fromEntries(known.map(({ id, name }) => [id, name ?? id]))
  if (chosen === '') return { '': words.choose, ...names }
  return chosen in names ? names : { [chosen]: words.notInAccount(chosen), ...names }
}
