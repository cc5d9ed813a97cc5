import { Area, LinesArea, Options } from '../../ui/controls.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import type { Settings } from './use-settings.ts'

type Topics = Settings['topics']
type Topic = Topics['list'][number]

const MODES = ['all', 'allow', 'deny'] as const

/** Which topics the AI may answer, with what tells them apart. `field`: where they stand in the settings. */
export function TopicList({
  topics,
  field,
  change,
  at,
}: {
  topics: Topics
  field: string
  change(topics: Topics): void
  at(field: string): string | null
}) {
  const { topics: words } = useSettingsWords()
  const setTopic = (index: number, part: Partial<Topic>) =>
    change({ ...topics, list: topics.list.map((each, at) => (at === index ? { ...each, ...part } : each)) })
  return (
    <>
      <Options
        legend={words.mode}
        value={topics.mode}
        options={MODES.map((value) => ({ value, name: words.modes[value], hint: words.modeHints[value] }))}
        choose={(mode) => change({ ...topics, mode })}
      />
      <h3 className="font-semibold">{words.list}</h3>
      <p className="hint mb-2">{words.hint}</p>
      {topics.list.length === 0 && <p className="mb-2">{words.none}</p>}
      {topics.list.map((topic, index) => (
        // in their place: a name may be typed twice while somebody types
        // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells them apart
        <fieldset key={index} className="mb-3 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
          <legend className="px-1">{topic.name || words.topic(index + 1)}</legend>
          <Field
            label={words.name}
            name="topic"
            autoComplete="off"
            value={topic.name}
            onChange={({ currentTarget }) => setTopic(index, { name: currentTarget.value })}
            error={at(`${field}.list.${index}.name`)}
          />
          <Area
            label={words.description}
            rows={2}
            value={topic.description}
            set={(description) => setTopic(index, { description })}
            error={at(`${field}.list.${index}.description`)}
          />
          <LinesArea
            label={words.examples}
            hint={words.examplesHint}
            values={topic.examples}
            set={(examples) => setTopic(index, { examples })}
            error={at(`${field}.list.${index}.examples`)}
          />
          <Remove
            name={topic.name || words.topic(index + 1)}
            does={() => change({ ...topics, list: topics.list.filter((_, at) => at !== index) })}
          />
        </fieldset>
      ))}
      <button
        type="button"
        className="btn mb-4"
        onClick={() =>
          change({ ...topics, list: [...topics.list, { name: '', description: '', examples: [] }] })
        }
      >
        {words.add}
      </button>
    </>
  )
}

export function Remove({ name, does }: { name: string; does(): void }) {
  const words = useSettingsWords()
  return (
    <button type="button" className="btn btn-quiet" aria-label={words.removeNamed(name)} onClick={does}>
      {words.remove}
    </button>
  )
}
