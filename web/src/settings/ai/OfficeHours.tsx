import type { Tagged } from '../../api.ts'
import { Options } from '../../ui/controls.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { Holidays } from './Holidays.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'
import { WeekGrid } from './WeekGrid.tsx'

export type Hours = NonNullable<Settings['officeHours']>

const RULES = ['ai_always', 'hand_off_outside', 'silent_outside'] as const
const ZONES = Intl.supportedValuesOf('timeZone')

/** What most teams have, to begin with. */
const usual = (): Hours => ({
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  weekly: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '17:00' })),
  holidays: [],
  rule: 'ai_always',
})

export function OfficeHours({ read }: { read: Tagged<Settings> }) {
  const { officeHours: words } = useSettingsWords()
  const form = useForm(['officeHours'], read)
  const hours = form.draft.officeHours
  const set = (officeHours: Hours | null) => form.change({ officeHours })
  return (
    <Section
      id="office-hours"
      title={words.title}
      form={form}
      fields={['officeHours.timezone', 'officeHours.weekly', 'officeHours.holidays']}
    >
      {hours === null ? (
        <>
          <p className="mb-3">{words.none}</p>
          <button type="button" className="btn mb-4" onClick={() => set(usual())}>
            {words.set}
          </button>
        </>
      ) : (
        <>
          <Options
            legend={words.rule}
            value={hours.rule}
            options={RULES.map((value) => ({
              value,
              name: words.rules[value],
              hint: words.ruleHints[value],
            }))}
            choose={(rule) => set({ ...hours, rule })}
          />
          <Field
            label={words.timezone}
            name="timezone"
            hint={words.timezoneHint}
            list="time-zones"
            autoComplete="off"
            value={hours.timezone}
            onChange={({ currentTarget }) => set({ ...hours, timezone: currentTarget.value })}
            error={form.at('officeHours.timezone')}
          />
          <datalist id="time-zones">
            {ZONES.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
          <WeekGrid
            weekly={hours.weekly}
            set={(weekly) => set({ ...hours, weekly })}
            error={form.at('officeHours.weekly')}
            faulty={form.faulty}
          />
          <Holidays
            holidays={hours.holidays}
            set={(holidays) => set({ ...hours, holidays })}
            error={form.at('officeHours.holidays')}
            faulty={form.faulty}
          />
          <button type="button" className="btn btn-quiet mb-4" onClick={() => set(null)}>
            {words.unset}
          </button>
        </>
      )}
    </Section>
  )
}
