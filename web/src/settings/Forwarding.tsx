import { Field } from '../ui/Field.tsx'
import { useTimes } from '../ui/time.ts'
import { inTheirWords } from '../words/server.ts'
import { useSettingsWords } from '../words/settings.ts'
import { useWords } from '../words/words.tsx'
import type { Connected } from './connected.ts'
import { Section } from './Section.tsx'
import { useConnectionForm } from './use-connection-form.ts'

/** Another tool that gets each delivery too, since Freshchat keeps one webhook URL per account (C4). */
export function Forwarding({ connection }: { connection: Connected }) {
  const { forwarding: words } = useSettingsWords()
  const form = useConnectionForm('forwardUrl', connection)
  return (
    <Section
      id="forwarding"
      title={words.title}
      hint={words.hint}
      form={form}
      fields={['forwardUrl']}
      saved={form.draft.forwardUrl === null ? words.ended : words.saved}
    >
      <Field
        label={words.url}
        name="forwardUrl"
        hint={words.urlHint}
        autoComplete="off"
        value={form.draft.forwardUrl ?? ''}
        onChange={({ currentTarget: { value } }) => form.change({ forwardUrl: value === '' ? null : value })}
        error={form.at('forwardUrl')}
      />
      {/* absent from an instance of the release before */}
      {connection.forwarding && <HowItGoes forwarding={connection.forwarding} />}
    </Section>
  )
}

function HowItGoes({ forwarding }: { forwarding: NonNullable<Connected['forwarding']> }) {
  const words = useWords()
  const { forwarding: told } = useSettingsWords()
  const times = useTimes()
  const { lastAt, failingSince, error, givenUp } = forwarding
  return (
    <div className="mb-4">
      {failingSince !== null && (
        <p role="status" className="error">
          {told.failsSince(times.full(failingSince))} {error !== null && inTheirWords(words, error)}
        </p>
      )}
      <p className="hint">
        {lastAt === null ? told.nothingYet : told.lastAt(times.full(lastAt))}
        {givenUp > 0 && ` ${told.givenUp(givenUp)}`}
      </p>
    </div>
  )
}
