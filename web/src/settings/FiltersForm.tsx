import { useQuery } from '@tanstack/react-query'
import { account, type Named } from '../queries.ts'
import { Choice, CodesField, Group, LinesArea, NumberField, Tick } from '../ui/controls.tsx'
import { useWords } from '../words/words.tsx'
import type { Connected } from './connected.ts'
import { Section } from './Section.tsx'
import { useConnectionForm } from './use-connection-form.ts'

/** What narrows the conversations that the AI takes (R5): groups with their rule, channels, languages, a share, hours, people. */
export function FiltersForm({ connection }: { connection: Connected }) {
  const { freshchat } = useWords()
  const { data } = useQuery(account)
  const form = useConnectionForm('filters', connection)
  const { filters } = form.draft
  const change = (part: Partial<typeof filters>) => form.change({ filters: { ...filters, ...part } })
  const groups = withForgotten(data?.groups, filters.leaveToTeam)
  const channels = withForgotten(data?.channels, filters.channels.ids)
  return (
    <Section
      id="takes"
      title={freshchat.takesTitle}
      form={form}
      fields={['filters.languages', 'filters.percent', 'filters.toPeople']}
      saved={freshchat.filtersSaved}
    >
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
        <CodesField
          label={freshchat.languages}
          name="languages"
          hint={freshchat.languagesHint}
          values={filters.languages}
          set={(languages) => change({ languages })}
          error={form.at('filters.languages')}
        />
        <NumberField
          label={freshchat.percent}
          name="percent"
          hint={freshchat.percentHint}
          value={filters.percent}
          empty=""
          set={(percent) => change({ percent })}
          error={form.at('filters.percent', [0, 100])}
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
      <LinesArea
        label={freshchat.toPeople}
        hint={freshchat.toPeopleHint}
        values={filters.toPeople}
        set={(toPeople) => change({ toPeople })}
        error={form.at('filters.toPeople')}
      />
    </Section>
  )
}

/** What is chosen and no longer in the account stays to be taken out. */
function withForgotten(known: Named[] | undefined, chosen: string[]): Named[] {
  const others = chosen.filter((id) => !known?.some((each) => each.id === id))
  return [...(known ?? []), ...others.map((id) => ({ id, name: null }))]
}

function toggled(ids: string[], id: string, isOn: boolean): string[] {
  const others = ids.filter((each) => each !== id)
  // sorted, so that the same ticks are the same list
  return (isOn ? [...others, id] : others).sort()
}
