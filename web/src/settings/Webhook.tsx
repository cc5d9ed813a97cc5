import { useQuery } from '@tanstack/react-query'
import { overview } from '../queries.ts'
import { CopyBox } from '../ui/CopyBox.tsx'
import { useTimes } from '../ui/time.ts'
import { useWords } from '../words/words.tsx'
import type { Connected } from './connected.ts'

/** Freshchat's own menu words for each event. */
const EVENTS: [string, string][] = [
  ['message_create', 'Message Created'],
  ['conversation_assignment', 'Conversation Assigned'],
  ['conversation_resolution', 'Conversation Resolved'],
  ['conversation_reopen', 'Conversation Reopened'],
]

/** The webhook URL with the steps to register it, and which events have come (C4). */
export function Webhook({ connection }: { connection: Connected }) {
  const { freshchat } = useWords()
  const times = useTimes()
  const { webhookUrl, health } = connection
  return (
    <section className="card" aria-labelledby="webhook">
      <h2 id="webhook" className="mb-3">
        {freshchat.webhookTitle}
      </h2>
      {webhookUrl === '' ? (
        <p className="notice mb-3">{freshchat.webhookLost}</p>
      ) : (
        <CopyBox label={freshchat.webhookUrl} text={webhookUrl} />
      )}
      {webhookUrl !== '' && !webhookUrl.startsWith('https:') ? <NotPublic /> : <Steps />}
      <table className="mt-4 w-full text-left">
        <caption className="pb-1 text-left font-semibold">{freshchat.events}</caption>
        <thead className="hint">
          <tr>
            <th scope="col" className="py-1 font-normal">
              {freshchat.event}
            </th>
            <th scope="col" className="py-1 font-normal">
              {freshchat.lastOne}
            </th>
          </tr>
        </thead>
        <tbody>
          {EVENTS.map(([action, name]) => {
            const lastAt = health.events[action]?.lastAt ?? null
            return (
              <tr key={action} className="border-t border-line">
                <th scope="row" className="py-2 pr-2 font-normal" lang="en">
                  {name}
                </th>
                <td className="py-2">
                  {lastAt === null ? (
                    <span className="hint">{freshchat.waiting}</span>
                  ) : (
                    <time dateTime={lastAt}>{times.full(lastAt)}</time>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function Steps() {
  const { freshchat } = useWords()
  return (
    <>
      <ol className="my-3 list-decimal pl-5">
        {freshchat.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      <p className="hint">{freshchat.oneAddress}</p>
    </>
  )
}

/** In place of the steps: they would lead nowhere (C4). */
function NotPublic() {
  const { freshchat } = useWords()
  const { data } = useQuery(overview)
  if (data?.connection.isSandbox) return <p className="notice my-3">{freshchat.notPublicSandbox}</p>
  return (
    <div className="notice my-3">
      <p>{freshchat.notPublic}</p>
      <ul className="list-disc pl-5">
        {freshchat.notPublicWays.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </div>
  )
}
