import { Choice, LinesArea, NumberField } from '../ui/controls.tsx'
import { fieldOf } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { useWebsitesWords } from '../words/websites.ts'
import type { Typed } from './typed.ts'

const NAMES = ['url', 'include', 'exclude', 'pageLimit', 'everyHours', 'visibility']

const fieldIn = (fault: Error | null) => fieldOf(fault)?.split('.')[0] ?? null

/** Whether it stands at one of the fields. */
export const isAtField = (fault: Error | null): boolean => NAMES.includes(fieldIn(fault) ?? '')

/** How a website is read, each field with what is wrong with it. */
export function WebsiteFields({
  typed,
  change,
  fault,
}: {
  typed: Typed
  change(change: Partial<Typed>): void
  fault: Error | null
}) {
  const words = useWebsitesWords()
  const at = (name: string) => (fault !== null && fieldIn(fault) === name ? fault.message : null)
  return (
    <>
      <Field
        label={words.url}
        name="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        value={typed.url}
        hint={words.urlHint}
        error={at('url')}
        onChange={({ currentTarget: { value } }) => change({ url: value })}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 sm:grid-cols-2">
        <LinesArea
          label={words.include}
          hint={words.includeHint}
          values={typed.include}
          error={at('include')}
          set={(include) => change({ include })}
        />
        <LinesArea
          label={words.exclude}
          hint={words.excludeHint}
          values={typed.exclude}
          error={at('exclude')}
          set={(exclude) => change({ exclude })}
        />
        <Choice
          label={words.schedule}
          names={words.schedules}
          value={typed.schedule}
          choose={(schedule) => change({ schedule })}
          error={typed.schedule === 'hours' ? null : at('everyHours')}
        />
        {typed.schedule === 'hours' && (
          <NumberField
            label={words.hours}
            name="hours"
            hint={words.hoursHint}
            value={typed.hours}
            empty=""
            error={at('everyHours')}
            set={(hours) => change({ hours })}
          />
        )}
        <NumberField
          label={words.pageLimit}
          name="pageLimit"
          hint={words.pageLimitHint}
          value={typed.pageLimit}
          empty=""
          error={at('pageLimit')}
          set={(pageLimit) => change({ pageLimit })}
        />
        <Choice
          label={words.visibility}
          names={words.visibilities}
          value={typed.visibility}
          choose={(visibility) => change({ visibility })}
          error={at('visibility')}
        />
      </div>
    </>
  )
}
