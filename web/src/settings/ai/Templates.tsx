import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { api, type Tagged } from '../../api.ts'
import { Area } from '../../ui/controls.tsx'
import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { Section } from '../Section.tsx'
import { AddNamed } from './AddNamed.tsx'
import { Remove } from './TopicList.tsx'
import { useForm } from './use-form.ts'
import type { Settings } from './use-settings.ts'

const NAMES = ['handoff', 'handoffOutside', 'noPickup', 'unreadable'] as const
type Name = (typeof NAMES)[number]
type Template = { [Each in Name]?: string | undefined }
type Shown = Record<Name, string> & { languages: string[] }

const preview = (language: string, template: Template) => ({
  queryKey: ['template-preview', language, template],
  queryFn: () => api<Shown>('POST', '/api/v1/settings/template-preview', { language, template }),
  placeholderData: keepPreviousData,
})

export function Templates({ read }: { read: Tagged<Settings> }) {
  const words = useSettingsWords()
  const times = useTimes()
  const form = useForm(['templates'], read)
  const { data: ours } = useQuery(preview('en', {}))
  // those of a language, whose fields may be left out one by one
  const templates: Record<string, Template> = form.draft.templates
  const languages = Object.keys(templates)
  const set = (language: string, template: Template | null) =>
    form.change({
      // what the settings hold; absent fields are absent
      templates: Object.fromEntries(
        [
          ...Object.entries(templates).filter(([each]) => each !== language),
          ...(template === null ? [] : [[language, template] as [string, Template]]),
        ].sort(),
      ),
    })
  return (
    <Section
      id="templates"
      title={words.templates.title}
      hint={words.templates.hint}
      form={form}
      fields={languages.flatMap((language) => NAMES.map((name) => `templates.${language}.${name}`))}
    >
      {languages.length === 0 && <p className="mb-3">{words.templates.none}</p>}
      {languages.map((language) => (
        <fieldset key={language} className="mb-3 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
          <legend className="px-1">{nameOf(language, times)}</legend>
          <Language
            language={language}
            template={templates[language] ?? {}}
            set={(template) => set(language, template)}
            at={form.at}
          />
          <Remove name={nameOf(language, times)} does={() => set(language, null)} />
        </fieldset>
      ))}
      <AddNamed
        label={words.templates.language}
        hint={words.templates.languageHint}
        does={words.templates.add}
        already={words.templates.already}
        known={languages}
        suggested={ours?.languages ?? []}
        isCode
        add={(language) => set(language, {})}
      />
    </Section>
  )
}

function Language({
  language,
  template,
  set,
  at,
}: {
  language: string
  template: Template
  set(template: Template): void
  at(field: string): string | null
}) {
  const { templates: words } = useSettingsWords()
  const shown = useQuery(preview(language, useDeferredValue(template)))
  const change = (name: Name, text: string) => {
    const { [name]: _before, ...others } = template
    set(text === '' ? others : { ...others, [name]: text })
  }
  return NAMES.map((name) => (
    <div key={name} className="mb-3">
      <Area
        label={words.names[name]}
        hint={words.hints[name]}
        rows={2}
        lang={language}
        value={template[name] ?? ''}
        set={(text) => change(name, text)}
        error={at(`templates.${language}.${name}`)}
      />
      {shown.data && (
        <figure className="-mt-2 rounded-lg bg-ai px-3 py-2">
          <figcaption className="hint">
            {words.preview} ({template[name] === undefined ? words.ours : words.own})
          </figcaption>
          <p lang={language} className="whitespace-pre-wrap">
            {shown.data[name]}
          </p>
        </figure>
      )}
    </div>
  ))
}

/** Its name where it has one: whatever two letters somebody has typed. */
function nameOf(language: string, times: ReturnType<typeof useTimes>): string {
  return /^[a-z]{2}$/.test(language) ? times.language(language) : language
}
