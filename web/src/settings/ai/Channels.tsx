import { useQuery } from '@tanstack/react-query'
import type { Tagged } from '../../api.ts'
import { sessionValues } from '../../queries.ts'
import { Choice, NumberField, Tick } from '../../ui/controls.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { AddNamed } from './AddNamed.tsx'
import { Remove, TopicList } from './TopicList.tsx'
import { type Picked, useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

type Own = Picked<'channels'>['channels'][string]
type Mode = Settings['reply']['mode']

const AS_ALL = ''
const QUIET = [0.02, 43_200] as [number, number]

/** What holds for one channel in place of the rest. */
export function Channels({ read }: { read: Tagged<Settings> }) {
  const words = useSettingsWords()
  const { data } = useQuery(sessionValues)
  const form = useForm(['channels'], read)
  const { channels } = form.draft
  const names = Object.keys(channels)
  const set = (name: string, own: Own | undefined) =>
    form.change({
      channels: Object.fromEntries(
        own === undefined
          ? Object.entries(channels).filter(([each]) => each !== name)
          : [...Object.entries(channels).filter(([each]) => each !== name), [name, own]].sort(),
      ),
    })
  return (
    <Section
      id="channels"
      title={words.channels.title}
      hint={words.channels.hint}
      form={form}
      fields={names.flatMap((name) => [`channels.${name}.quietMinutes`, `channels.${name}.topics.list`])}
    >
      {names.length === 0 && <p className="mb-3">{words.channels.none}</p>}
      {names.map((name) => (
        <fieldset key={name} className="mb-3 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
          <legend className="px-1">{name}</legend>
          <Channel own={channels[name] ?? {}} set={(own) => set(name, own)} name={name} at={form.at} />
          <Remove name={name} does={() => set(name, undefined)} />
        </fieldset>
      ))}
      <AddNamed
        label={words.channels.add}
        hint={words.channels.addHint}
        does={words.channels.addButton}
        already={words.channels.already}
        known={names}
        suggested={data?.channels ?? []}
        add={(name) => set(name, {})}
      />
    </Section>
  )
}

function Channel({
  name,
  own,
  set,
  at,
}: {
  name: string
  own: Own
  set(own: Own): void
  at(field: string, range?: [number, number]): string | null
}) {
  const words = useSettingsWords()
  const { mode, quietMinutes, topics } = own
  const without = (field: keyof Own): Own =>
    Object.fromEntries(Object.entries(own).filter(([each]) => each !== field))
  return (
    <>
      <Choice<Mode | typeof AS_ALL>
        label={words.channels.mode}
        value={mode ?? AS_ALL}
        names={{ [AS_ALL]: words.asOrganization, ...words.reply.modes }}
        choose={(chosen) => set(chosen === AS_ALL ? without('mode') : { ...own, mode: chosen })}
      />
      <NumberField
        label={words.channels.quiet}
        name="channelQuiet"
        hint={words.channels.quietHint}
        value={quietMinutes ?? null}
        empty={null}
        set={(typed) => set(typed === null ? without('quietMinutes') : { ...own, quietMinutes: typed })}
        error={at(`channels.${name}.quietMinutes`, QUIET)}
      />
      <div className="mb-3">
        <Tick
          label={words.channels.topics}
          hint={words.channels.topicsHint}
          isOn={topics !== undefined}
          set={(isOn) => set(isOn ? { ...own, topics: { mode: 'all', list: [] } } : without('topics'))}
        />
      </div>
      {topics !== undefined && (
        <TopicList
          topics={topics}
          field={`channels.${name}.topics`}
          change={(changed) => set({ ...own, topics: changed })}
          at={at}
        />
      )}
    </>
  )
}
