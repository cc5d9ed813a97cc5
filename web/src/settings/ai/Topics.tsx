import type { Tagged } from '../../api.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { TopicList } from './TopicList.tsx'
import { TopicMatch } from './TopicMatch.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

export function Topics({ read }: { read: Tagged<Settings> }) {
  const { topics: words } = useSettingsWords()
  const form = useForm(['topics'], read)
  return (
    <>
      <Section id="topics" title={words.title} form={form} fields={['topics.list']}>
        <TopicList
          topics={form.draft.topics}
          field="topics"
          change={(topics) => form.change({ topics })}
          at={form.at}
        />
      </Section>
      <TopicMatch
        topics={form.draft.topics}
        typed={form.mayChange && form.isChanged ? form.draft.topics : null}
      />
    </>
  )
}
