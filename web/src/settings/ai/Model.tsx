import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, Refused, type Tagged } from '../../api.ts'
import { overview } from '../../queries.ts'
import { NumberField } from '../../ui/controls.tsx'
import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { type Choice, ModelChoice } from './ModelChoice.tsx'
import { Remove } from './TopicList.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

interface Tried {
  items: {
    provider: string
    name: string
    ok: boolean
    code: string | null
    message: string | null
    field: string | null
  }[]
}

/** Who writes the answers: asked before it is saved, and what fails is said at its field. */
export function Model({ read }: { read: Tagged<Settings> }) {
  const { model: words } = useSettingsWords()
  const times = useTimes()
  const { data } = useQuery(overview)
  const [answered, setAnswered] = useState<string[]>([])
  const form = useForm(['model'], read, async (patch) => {
    const { items } = await api<Tried>('POST', '/api/v1/settings/model-test', patch)
    const failed = items.find(({ ok }) => !ok)
    if (failed !== undefined)
      throw new Refused(422, {
        code: failed.code ?? '',
        message: failed.message ?? '',
        field: failed.field ?? 'model',
      })
    setAnswered(items.map(({ provider, name }) => `${provider}:${name}`))
  })
  const { model } = form.draft
  const change = (part: Partial<typeof model>) => form.change({ model: { ...model, ...part } })
  const setFallback = (index: number, choice: Choice) =>
    change({ fallbacks: model.fallbacks.map((each, at) => (at === index ? { ...each, ...choice } : each)) })
  const places = ['model', ...model.fallbacks.map((_, index) => `model.fallbacks.${index}`)]
  return (
    <Section
      id="model"
      title={words.title}
      hint={words.hint}
      form={form}
      fields={[
        ...places.flatMap((place) => ['name', 'baseUrl', 'apiKey'].map((name) => `${place}.${name}`)),
        'model.monthlyCeilingUsd',
      ]}
      does={words.testAndSave}
      doing={words.testing}
      {...(answered.length === 0 ? {} : { saved: words.worked(answered.join(', ')) })}
    >
      <ModelChoice choice={model} field="model" set={change} at={form.at} />
      {model.provider !== 'builtin' && (
        <>
          <h3 className="font-semibold">{words.fallbacks}</h3>
          <p className="hint mb-2">{model.fallbacks.length === 0 ? words.noFallback : words.fallbacksHint}</p>
          {model.fallbacks.map((fallback, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is what tells them apart
            <fieldset key={index} className="mb-3 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
              <legend className="px-1">{words.fallback(index + 1)}</legend>
              <ModelChoice
                choice={fallback}
                field={`model.fallbacks.${index}`}
                set={(choice) => setFallback(index, choice)}
                at={form.at}
              />
              <Remove
                name={words.fallback(index + 1)}
                does={() => change({ fallbacks: model.fallbacks.filter((_, at) => at !== index) })}
              />
            </fieldset>
          ))}
          <button
            type="button"
            className="btn mb-4"
            onClick={() =>
              change({
                fallbacks: [...model.fallbacks, { provider: 'openai', name: '', apiKeyEndsWith: null }],
              })
            }
          >
            {words.addFallback}
          </button>
          <NumberField
            label={words.ceiling}
            name="monthlyCeilingUsd"
            hint={words.ceilingHint}
            value={model.monthlyCeilingUsd}
            empty={null}
            set={(monthlyCeilingUsd) => change({ monthlyCeilingUsd })}
            error={form.at('model.monthlyCeilingUsd', [0, 1_000_000])}
          />
          {data && (
            <p className="hint mb-3">
              {words.spent(times.number(data.spending.costUsd), times.whole(data.spending.calls))}
            </p>
          )}
        </>
      )}
    </Section>
  )
}
