import { shell } from './shell-html.ts'

/** Where the token, the agents, the webhook and the faults are. */
export const ADMIN_HTML = shell(
  'Admin',
  ['/assets/admin.js'],
  `
<main class="admin">
  <section class="card" aria-labelledby="h-token">
    <h1 id="h-token">Connect to this Freshchat</h1>
    <p>Paste the address and the token where an integration asks for them. There is one token; a new one ends the old one at once.</p>
    <div class="field">
      <label for="base-url">API address</label>
      <div class="with-buttons"><input id="base-url" readonly> <button type="button" class="plain" data-copy="base-url">Copy</button></div>
    </div>
    <div class="field">
      <label for="token">API token</label>
      <div class="with-buttons">
        <input id="token" type="password" readonly autocomplete="off">
        <button type="button" class="plain" id="token-show" aria-pressed="false">Show</button>
        <button type="button" class="plain" data-copy="token">Copy</button>
      </div>
    </div>
    <p class="actions">
      <button type="button" class="primary" id="token-new">Generate a new token</button>
      <button type="button" class="danger" id="token-revoke">Revoke</button>
    </p>
  </section>

  <section class="card" aria-labelledby="h-webhook">
    <h2 id="h-webhook">Webhook</h2>
    <form id="webhook-form" class="field">
      <label for="webhook-url">Address that receives all events</label>
      <div class="with-buttons"><input id="webhook-url" type="url" placeholder="http://localhost:3000/…"> <button type="submit" class="primary">Save</button></div>
    </form>
    <div class="field">
      <label for="public-key">Public key, as Freshchat shows it</label>
      <div class="with-buttons">
        <input id="public-key" readonly> <button type="button" class="plain" data-copy="public-key">Copy</button>
        <button type="button" class="plain" id="key-new">Make a new key</button>
      </div>
    </div>
    <div class="row-between">
      <h3 id="h-deliveries">Deliveries</h3>
      <p class="muted" id="pending"></p>
      <button type="button" class="plain" id="redeliver-all">Send all again</button>
    </div>
    <div class="table-box" tabindex="0" role="region" aria-labelledby="h-deliveries">
      <table>
        <thead><tr><th scope="col">Time</th><th scope="col">Event</th><th scope="col">State</th><th scope="col">Attempts</th><th scope="col">Last answer</th><th scope="col"><span class="sr">Act</span></th></tr></thead>
        <tbody id="deliveries"></tbody>
      </table>
    </div>
    <p id="deliveries-empty" class="empty">No delivery yet. They appear here once an address is saved and somebody writes.</p>
  </section>

  <section class="card" aria-labelledby="h-agents">
    <h2 id="h-agents">Agents</h2>
    <div class="table-box" tabindex="0" role="region" aria-labelledby="h-agents">
      <table>
        <thead><tr><th scope="col">Name</th><th scope="col">E-mail</th><th scope="col">State</th><th scope="col"><span class="sr">Acts</span></th></tr></thead>
        <tbody id="agents"></tbody>
      </table>
    </div>
    <form id="agent-form" class="inline-form">
      <label>First name <input id="agent-first" required></label>
      <label>Last name <input id="agent-last"></label>
      <label>E-mail <input id="agent-email" type="email" required></label>
      <button type="submit" class="primary">Add agent</button>
    </form>
  </section>

  <section class="card" aria-labelledby="h-faults">
    <h2 id="h-faults">Faults</h2>
    <p>What can go wrong between an integration and Freshchat. A fault strikes the next calls and then ends by itself; leave “times” empty to keep it on.</p>
    <div id="faults" class="faults"></div>
    <p class="actions"><button type="button" class="plain" id="faults-clear">Clear all faults</button></p>
  </section>

  <section class="card" aria-labelledby="h-settings">
    <h2 id="h-settings">Switches</h2>
    <p>Things that no public text about Freshchat proves either way. <code>sandbox/README.md</code> explains each.</p>
    <form id="settings-form" class="field">
      <label for="settings">Settings as JSON</label>
      <textarea id="settings" rows="14" spellcheck="false"></textarea>
      <p class="actions"><button type="submit" class="primary">Save</button></p>
    </form>
  </section>
</main>`,
)
