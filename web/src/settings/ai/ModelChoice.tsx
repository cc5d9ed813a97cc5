import { Choice as Select, Tick } from '../../ui/controls.tsx'
import { Field } from '../../ui/Field.tsx'
import { useSettingsWords } from '../../words/settings.ts'
import type { Settings } from './use-settings.ts'

/** One model with its endpoint. `apiKey` is what somebody types; it is sent, and never comes back. */
export interface Choice {
  provider?: Settings['model']['provider']
  name?: string
  baseUrl?: string
  apiKey?: string | null
}

type Standing = Pick<Settings['model'], 'provider' | 'name' | 'apiKeyEndsWith'> & {
  baseUrl?: string | undefined
  apiKey?: string | null
}

export function ModelChoice({
  choice,
  field,
  set,
  at,
}: {
  choice: Standing
  /** Where it stands in the settings. */
  field: string
  set(part: Choice): void
  at(field: string): string | null
}) {
  const { model: words } = useSettingsWords()
  const { provider, name, baseUrl, apiKey, apiKeyEndsWith } = choice
  const isBuiltin = provider === 'builtin'
  return (
    <>
      <Select
        label={words.provider}
        hint={isBuiltin ? words.builtinHint : words.otherHint}
        value={provider}
        names={words.providers}
        choose={(chosen) => set({ provider: chosen })}
      />
      {!isBuiltin && (
        <>
          <Field
            label={words.name}
            name="model"
            hint={words.nameHint}
            autoComplete="off"
            value={name}
            onChange={({ currentTarget }) => set({ name: currentTarget.value })}
            error={at(`${field}.name`)}
          />
          <Field
            label={words.baseUrl}
            name="baseUrl"
            hint={words.baseUrlHint}
            autoComplete="off"
            value={baseUrl ?? ''}
            // an address that is taken out again is none
            onChange={({ currentTarget: { value } }) =>
              set({ baseUrl: value === '' ? (undefined as never) : value })
            }
            error={at(`${field}.baseUrl`)}
          />
          <Field
            label={words.key}
            name="apiKey"
            type="password"
            autoComplete="off"
            hint={words.keyHint}
            placeholder={savedAs(apiKeyEndsWith, words)}
            value={apiKey ?? ''}
            onChange={({ currentTarget: { value } }) =>
              set({ apiKey: value === '' ? (undefined as never) : value })
            }
            error={at(`${field}.apiKey`)}
          />
          {apiKeyEndsWith !== null && (
            <div className="-mt-2 mb-4">
              <Tick
                label={words.forget}
                isOn={apiKey === null}
                set={(isOn) => set({ apiKey: isOn ? null : (undefined as never) })}
              />
            </div>
          )}
        </>
      )}
    </>
  )
}

function savedAs(
  end: string | null,
  words: { keySaved(end: string): string; keySavedShort: string },
): string {
  if (end === null) return ''
  return end === '' ? words.keySavedShort : words.keySaved(end)
}
