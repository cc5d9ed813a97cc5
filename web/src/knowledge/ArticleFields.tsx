import { type ReactNode, useDeferredValue, useId, useState } from 'react'
import { faultAt, fieldOf } from '../ui/Failed.tsx'
import { Field } from '../ui/Field.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { isWide } from '../ui/wide.ts'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'
import { STATES, VISIBILITIES } from './filter.ts'
import { Markdown } from './Markdown.tsx'
import { linesIn, type Typed } from './typed.ts'

/** What there is to an article, each field with what is wrong with it. */
export function ArticleFields({
  typed,
  change,
  fault,
  isNew,
  isFromWebsite,
}: {
  typed: Typed
  change(change: Partial<Typed>): void
  fault: Error | null
  isNew: boolean
  /** Only its phrasings are written here. */
  isFromWebsite: boolean
}) {
  const { article, states, visibilities } = useWords().knowledge
  const at = (name: string) => faultAt(fault, name)
  const phrasings = linesIn(typed.phrasings)
  return (
    <>
      <Field
        label={article.title}
        name="title"
        autoFocus={isNew}
        readOnly={isFromWebsite}
        value={typed.title}
        hint={article.titleHint}
        error={at('title')}
        onChange={({ currentTarget: { value } }) => change({ title: value })}
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 lg:grid-cols-2">
        <TextArea
          label={article.body}
          name="body"
          rows={14}
          className="font-mono text-[0.93rem]"
          readOnly={isFromWebsite}
          value={typed.body}
          hint={article.bodyHint}
          error={at('body')}
          onChange={({ currentTarget: { value } }) => change({ body: value })}
        />
        <Preview text={typed.body} />
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-4 lg:grid-cols-2">
        <TextArea
          label={article.phrasings}
          name="phrasings"
          rows={8}
          value={typed.phrasings}
          hint={`${article.phrasingsHint} ${phrasings.length > 0 ? article.phrasingsCount(phrasings.length) : ''}`}
          error={usePhrasingFault(fault, phrasings)}
          onChange={({ currentTarget: { value } }) => change({ phrasings: value })}
        />
        <div>
          <Field
            label={article.url}
            name="url"
            inputMode="url"
            autoComplete="off"
            placeholder="https://"
            readOnly={isFromWebsite}
            value={typed.url}
            hint={article.urlHint}
            error={at('url')}
            onChange={({ currentTarget: { value } }) => change({ url: value })}
          />
          <Radios
            legend={article.state}
            isFixed={isFromWebsite}
            of={STATES}
            names={states}
            hints={article.stateHints}
            value={typed.state}
            choose={(state) => change({ state })}
          />
          <Radios
            legend={article.visibility}
            isFixed={isFromWebsite}
            of={VISIBILITIES}
            names={visibilities}
            hints={article.visibilityHints}
            value={typed.visibility}
            choose={(visibility) => change({ visibility })}
          />
        </div>
      </div>
    </>
  )
}

/** Of one phrasing the server says which by its number; its words are easier to find. */
function usePhrasingFault(fault: Error | null, phrasings: string[]): string | null {
  const words = useWords()
  const [name, index] = fieldOf(fault)?.split('.') ?? []
  if (fault === null || name !== 'phrasings') return null
  const phrasing = index === undefined ? undefined : phrasings[Number(index)]
  const said = inTheirWords(words, fault.message)
  return phrasing === undefined
    ? said
    : `${words.knowledge.article.phrasingAt(phrasing.slice(0, 80))} ${said}`
}

function Preview({ text }: { text: string }) {
  const { article } = useWords().knowledge
  // typing comes first
  const later = useDeferredValue(text)
  const [isOpenAtFirst] = useState(isWide)
  return (
    <details className="mb-4 min-w-0" open={isOpenAtFirst}>
      <summary className="cursor-pointer">
        <h2 className="inline text-[1rem]">{article.preview}</h2>
      </summary>
      <div className="card mt-1 max-lg:max-h-none lg:h-[21.4rem] lg:overflow-y-auto" {...FOCUSABLE}>
        {later.trim() === '' ? <p className="hint">{article.emptyPreview}</p> : <Markdown text={later} />}
      </div>
    </details>
  )
}

/** What scrolls can be scrolled by keys. */
const FOCUSABLE = { tabIndex: 0 }

function Radios<Value extends string>({
  legend,
  isFixed,
  of,
  names,
  hints,
  value,
  choose,
}: {
  legend: string
  isFixed: boolean
  of: readonly Value[]
  names: Record<Value, string>
  hints: Record<Value, string>
  value: Value
  choose(value: Value): void
}): ReactNode {
  const id = useId()
  return (
    <fieldset disabled={isFixed} className="mb-4 rounded-lg border border-line bg-card px-4 pb-2 pt-1">
      <legend className="px-1">{legend}</legend>
      {of.map((each) => (
        <label key={each} className="flex items-baseline gap-2.5 py-1 font-normal">
          <input
            type="radio"
            name={id}
            className="translate-y-0.5"
            checked={value === each}
            onChange={() => choose(each)}
          />
          <span>
            <strong>{names[each]}</strong> <span className="hint">{hints[each]}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
