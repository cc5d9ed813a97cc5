import type { Tagged } from '../../api.ts'
import { NumberField, Options, Tick } from '../../ui/controls.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

const MODES = ['autopilot', 'assist', 'shadow'] as const
const SECOND_MS = 1_000
/** Of both, in seconds. */
const QUIET: [number, number] = [0, 15]

export function Reply({ read }: { read: Tagged<Settings> }) {
  const { reply: words } = useSettingsWords()
  const form = useForm(['reply'], read)
  const { reply } = form.draft
  const change = (part: Partial<typeof reply>) => form.change({ reply: { ...reply, ...part } })
  // else it is longer than the longest wait, which the server says at whichever of the two was typed
  const quiet = Number(reply.quietMs) / SECOND_MS
  const isQuietItself = !(quiet >= QUIET[0] && quiet <= QUIET[1]) || reply.quietMs === ''
  return (
    <Section id="reply" title={words.title} form={form} fields={['reply']}>
      <Options
        legend={words.mode}
        value={reply.mode}
        options={MODES.map((value) => ({ value, name: words.modes[value], hint: words.modeHints[value] }))}
        choose={(mode) => change({ mode })}
      />
      <div className="grid gap-x-4 sm:grid-cols-2">
        <NumberField
          label={words.settle}
          name="settleMs"
          hint={words.settleHint}
          value={reply.settleMs}
          per={SECOND_MS}
          empty=""
          set={(settleMs) => change({ settleMs })}
          error={form.at('reply.settleMs', QUIET)}
        />
        <NumberField
          label={words.quiet}
          name="quietMs"
          hint={words.quietHint}
          value={reply.quietMs}
          per={SECOND_MS}
          empty=""
          set={(quietMs) => change({ quietMs })}
          error={form.at('reply.quietMs', isQuietItself ? QUIET : undefined)}
        />
        <NumberField
          label={words.longest}
          name="longestWaitMs"
          hint={words.longestHint}
          value={reply.longestWaitMs}
          per={SECOND_MS}
          empty=""
          set={(longestWaitMs) => change({ longestWaitMs })}
          error={form.at('reply.longestWaitMs', [Number(reply.quietMs) / SECOND_MS || 0, 60])}
        />
        <NumberField
          label={words.turnCap}
          name="turnCap"
          hint={words.turnCapHint}
          value={reply.turnCap}
          empty=""
          set={(turnCap) => change({ turnCap })}
          error={form.at('reply.turnCap', [1, 100])}
        />
      </div>
      <div className="mb-4">
        <Tick
          label={words.links}
          hint={words.linksHint}
          isOn={reply.links}
          set={(links) => change({ links })}
        />
      </div>
    </Section>
  )
}
