import { useWords } from '../words/words.tsx'
import type { Connected } from './connected.ts'
import { ModeChoice } from './ModeChoice.tsx'
import { Section } from './Section.tsx'
import { useConnectionForm } from './use-connection-form.ts'

/** Of a connection that stands: holds once it is saved, so that no arrow key turns the AI off by itself. */
export function AutoHandle({ connection }: { connection: Connected }) {
  const { freshchat } = useWords()
  const form = useConnectionForm('autoHandle', connection)
  return (
    <Section
      id="auto-handle"
      title={freshchat.autoHandle}
      form={form}
      fields={[]}
      saved={freshchat.filtersSaved}
    >
      <div className="[&_fieldset]:m-0 [&_fieldset]:border-0 [&_fieldset]:p-0 [&_fieldset]:pb-4 [&_legend]:sr-only">
        <ModeChoice isOn={form.draft.autoHandle} choose={(autoHandle) => form.change({ autoHandle })} />
      </div>
    </Section>
  )
}
