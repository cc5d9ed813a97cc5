import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, type Connection, Refused } from '../api.ts'
import { account, keys, type Named } from '../queries.ts'
import { Choice, codesIn, Group, linesIn, Tick } from '../ui/controls.tsx'
import { Fault } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useWords } from '../words/words.tsx'
import type { Connected, Filters } from './connected.ts'

/** What narrows the conversations that the AI takes (R5): groups with their rule, channels, languages, a share, hours, people. */
export function FiltersForm({ connection }: { connection: Connected }) {
  const { freshchat } = useWords()
  const { data } = useQuery(account)
  const queries = useQueryClient()
  const [filters, setFilters] = useState<Filters>(connection.filters)
  const [typed, setTyped] = useState({
    languages: filters.languages.join(' '),
    percent: String(filters.percent),
    toPeople: filters.toPeople.join('\n'),
  })
  const save = useMutation({
    mutationFn: (wanted: unknown) =>
      api<Connection>('PATCH', '/api/v1/integrations/freshchat', { filters: wanted }),
    onSuccess: (saved) => queries.setQueryData(keys.connection, saved),
  })
  const { error: fault } = save
  const isAt = (name: string) => fault instanceof Refused && (fault.field ?? '').startsWith(`filters.${name}`)
  const at = (name: string) => (fault && isAt(name) ? fault.message : null)
  const isAtNone = !['languages', 'percent', 'toPeople'].some(isAt)
  const change = (part: Partial<Filters>) => setFilters((now) => ({ ...now, ...part }))
  const groups = withForgotten(data?.groups, filters.leaveToTeam)
  const channels = withForgotten(data?.channels, filters.channels.ids)

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    save.mutate({
      ...filters,
      languages: codesIn(typed.languages),
      // what is no number the server refuses, at its field
      percent: typed.percent.trim() === '' ? '' : Number(typed.percent),
      toPeople: linesIn(typed.toPeople),
    })
  }
  return (
    <form onSubmit={submit} className="card" aria-labelledby="takes" noValidate>
      <h2 id="takes" className="mb-3">
        {freshchat.takesTitle}
      </h2>
      <Group legend={freshchat.groupsTitle}>
        <p className="hint mb-1">{data && groups.length === 0 ? freshchat.noGroups : freshchat.groupsHint}</p>
        {groups.map(({ id, name }) => (
          <Tick
            key={id}
            label={freshchat.leaveToTeam(name ?? id)}
            isOn={filters.leaveToTeam.includes(id)}
            set={(isOn) => change({ leaveToTeam: toggled(filters.leaveToTeam, id, isOn) })}
          />
        ))}
      </Group>
      <Group legend={freshchat.channelsTitle}>
        <Choice
          label={freshchat.channelsTitle}
          isLabelHidden
          value={filters.channels.mode}
          names={freshchat.channelModes}
          choose={(mode) => change({ channels: { ...filters.channels, mode } })}
        />
        {filters.channels.mode !== 'all' &&
          channels.map(({ id, name }) => (
            <Tick
              key={id}
              label={name ?? id}
              isOn={filters.channels.ids.includes(id)}
              set={(isOn) =>
                change({ channels: { ...filters.channels, ids: toggled(filters.channels.ids, id, isOn) } })
              }
            />
          ))}
      </Group>
      <div className="grid gap-x-4 sm:grid-cols-2">
        <Field
          label={freshchat.languages}
          name="languages"
          hint={freshchat.languagesHint}
          value={typed.languages}
          onChange={({ currentTarget: { value } }) => setTyped({ ...typed, languages: value })}
          error={at('languages')}
        />
        <Field
          label={freshchat.percent}
          name="percent"
          inputMode="decimal"
          hint={freshchat.percentHint}
          value={typed.percent}
          onChange={({ currentTarget: { value } }) => setTyped({ ...typed, percent: value })}
          error={at('percent')}
        />
        <Choice
          label={freshchat.hours}
          value={filters.hours}
          names={freshchat.hoursModes}
          choose={(hours) => change({ hours })}
        />
        <Choice
          label={freshchat.record}
          value={filters.record}
          names={freshchat.recordModes}
          choose={(record) => change({ record })}
        />
      </div>
      <div className="mb-4">
        <label htmlFor="to-people">{freshchat.toPeople}</label>
        <textarea
          id="to-people"
          rows={3}
          className="mt-1"
          aria-describedby="to-people-hint"
          aria-invalid={isAt('toPeople')}
          value={typed.toPeople}
          onChange={({ currentTarget: { value } }) => setTyped({ ...typed, toPeople: value })}
        />
        <p id="to-people-hint" className="hint mt-1">
          {freshchat.toPeopleHint}
        </p>
        {isAt('toPeople') && <Fault fault={fault} />}
      </div>
      <Fault fault={isAtNone ? fault : null} />
      <button type="submit" className="btn btn-primary" disabled={save.isPending}>
        {freshchat.saveFilters}
      </button>
      {save.isSuccess && (
        <p role="status" className="mt-2 text-good">
          {freshchat.filtersSaved}
        </p>
      )}
    </form>
  )
}

/** What is chosen and no longer in the account stays to be taken out. */
function withForgotten(known: Named[] | undefined, chosen: string[]): Named[] {
  const others = chosen.filter((id) => !known?.some((each) => each.id === id))
  return [...(known ?? []), ...others.map((id) => ({ id, name: null }))]
}

function toggled(ids: string[], id: string, isOn: boolean): string[] {
  const others = ids.filter((each) => each !== id)
  return isOn ? [...others, id] : others
}
