import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api, Refused } from '../../api.ts'
import { Button } from '../../ui/Button.tsx'
import { Fault } from '../../ui/Failed.tsx'
import { Field } from '../../ui/Field.tsx'
import { useTimes } from '../../ui/time.ts'
import { useSettingsWords } from '../../words/settings.ts'
import { isSame } from './changes.ts'
import type { Settings } from './use-settings.ts'

type Topics = Settings['topics']

interface Match {
  topic: string | null
  confidence: number
  nearest: { topic: string; example: string; likeness: number }[]
  outcome: { kind: 'answered' | 'handed_over'; reason: 'topic_forbidden' | 'topic_not_allowed' | null }
}

const PATH = '/api/v1/settings/topics/match'
const LONGEST = 4_000

/** What a message would be taken for by the list as it is typed, saved or not. `typed`: null while it is the saved one. */
export function TopicMatch({ topics, typed }: { topics: Topics; typed: Topics | null }) {
  const { match: words } = useSettingsWords().topics
  const [text, setText] = useState('')
  const matching = useMutation({
    mutationFn: (asked: { text: string; topics: Topics }) =>
      api<Match>('POST', PATH, { text: asked.text, ...(typed === null ? {} : { topics: asked.topics }) }),
  })
  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const asked = text.trim()
    if (asked !== '' && !matching.isPending) matching.mutate({ text: asked, topics })
  }
  const isOld = matching.variables !== undefined && !isSame(matching.variables.topics, topics)
  return (
    <form onSubmit={submit} className="card" aria-labelledby="topic-match" noValidate>
      <h3 id="topic-match" className="font-semibold">
        {words.title}
      </h3>
      <p className="hint mb-3">{typed === null ? words.ofSaved : words.ofTyped}</p>
      <Field
        label={words.message}
        name="message"
        autoComplete="off"
        maxLength={LONGEST}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" className="btn" isOff={matching.isPending || text.trim() === ''}>
        {matching.isPending ? words.asking : words.ask}
      </Button>
      {!isOld && <Refusal fault={matching.error} />}
      {matching.data &&
        (isOld ? (
          <p className="hint mt-3">{words.listChanged}</p>
        ) : (
          <Result match={matching.data} mode={matching.variables.topics.mode} />
        ))}
    </form>
  )
}

/** What is wrong with the list stands at one of its topics. */
function Refusal({ fault }: { fault: Error | null }) {
  const { topics: words } = useSettingsWords()
  const [, at] = (fault instanceof Refused && /^topics\.list\.(\d+)/.exec(fault.field ?? '')) || []
  return (
    <>
      {at !== undefined && <p className="mt-3 font-semibold">{words.topic(Number(at) + 1)}</p>}
      <Fault fault={fault} />
    </>
  )
}

function Result({ match, mode }: { match: Match; mode: Topics['mode'] }) {
  const { match: words } = useSettingsWords().topics
  const { percent, share } = useTimes()
  const { topic, confidence, nearest, outcome } = match
  const isKept = outcome.kind === 'answered'
  return (
    <div className="mt-4">
      <p role="status">
        {topic !== null ? (
          <>
            {words.takenFor} <strong>{topic}</strong> ({words.probably(percent(confidence))}).
          </>
        ) : confidence === 0 ? (
          words.like
        ) : (
          words.notSure(percent(confidence))
        )}{' '}
        <span className={`tag ${isKept ? 'tag-good' : 'tag-warn'} whitespace-normal`}>
          {isKept && outcome.reason !== null ? words.switchedOff : words.outcomes[outcome.kind]}
        </span>
      </p>
      {mode === 'deny' && topic !== null && <p className="hint mt-1">{words.cautious}</p>}
      {nearest.length > 0 && (
        <>
          <p className="mt-3 font-semibold">{words.nearest}</p>
          <ul>
            {nearest.map(({ topic: its, example, likeness }) => (
              <li
                key={`${its} ${example}`}
                className="grid grid-cols-[minmax(0,1fr)_3rem] gap-3 border-t border-line py-1"
              >
                <span>
                  {example} <span className="hint">{its}</span>
                </span>
                <span className="text-right tabular-nums">{share(likeness)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
