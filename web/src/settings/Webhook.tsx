import { useState } from 'react'
import type { Connection } from '../api.ts'
import { timeOf } from '../ui/time.ts'

type Connected = Exclude<Connection, { status: 'disconnected' }>

/** Freshchat's own menu words for each event. */
const EVENTS: [string, string][] = [
  ['message_create', 'Message Created'],
  ['conversation_assignment', 'Conversation Assigned'],
  ['conversation_resolution', 'Conversation Resolved'],
  ['conversation_reopen', 'Conversation Reopened'],
]

/** The webhook URL with the steps to register it, and which events have come (C4). */
export function Webhook({ connection }: { connection: Connected }) {
  const { webhookUrl, health } = connection
  const isPublic = webhookUrl.startsWith('https:')
  return (
    <section className="card" aria-labelledby="webhook">
      <h2 id="webhook">Register the webhook</h2>
      {webhookUrl === '' ? (
        <div className="notice warn">
          <p>
            The address cannot be shown: the secret of this install has changed. Freshchat still has it, and
            with the next event that comes it is shown here again.
          </p>
        </div>
      ) : (
        <CopyBox text={webhookUrl} />
      )}
      {webhookUrl !== '' && !isPublic && (
        <div className="notice warn">
          <p>
            This address is not public https, so Freshchat cannot reach it. Either run Baton behind a name
            with a certificate and set <code>BATON_URL</code>, or open a tunnel (for example{' '}
            <code>cloudflared tunnel --url http://localhost:3000</code>) and start Baton with its address as{' '}
            <code>BATON_URL</code>. With the sandbox on this machine everything works as it is.
          </p>
        </div>
      )}
      <ol>
        <li>In Freshchat open Admin Settings → Marketplace and Integrations → Conversation Webhooks.</li>
        <li>Paste the address, tick the four events below, save.</li>
        <li>Copy the public key that the page shows into the field above, and Test &amp; Save once more.</li>
        <li>Write a message in your widget: the first event shows here within seconds.</li>
      </ol>
      <p className="hint">
        Freshchat keeps one webhook address per account: registering this one takes the place of another
        tool’s.
      </p>
      <table>
        <caption>Events</caption>
        <thead>
          <tr>
            <th scope="col">Event</th>
            <th scope="col">Last one</th>
          </tr>
        </thead>
        <tbody>
          {EVENTS.map(([action, name]) => {
            const lastAt = health.events[action]?.lastAt ?? null
            return (
              <tr key={action}>
                <th scope="row">{name}</th>
                <td>
                  {lastAt === null ? <span className="soft">waiting for the first one</span> : timeOf(lastAt)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </section>
  )
}

function CopyBox({ text }: { text: string }) {
  const [copied, setCopied] = useState(false)
  return (
    <div className="copy">
      <label htmlFor="webhook-url">Webhook URL</label>
      <div>
        <input id="webhook-url" readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
        <button
          type="button"
          onClick={() => {
            void navigator.clipboard?.writeText(text).then(() => setCopied(true))
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
    </div>
  )
}
