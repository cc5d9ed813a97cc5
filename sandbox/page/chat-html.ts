import { shell } from './shell-html.ts'

/** The customer's widget and the rep desk, side by side. */
export const CHAT_HTML = shell(
  'Chat',
  ['/assets/customer.js', '/assets/desk.js'],
  `
<div class="tabs" role="tablist" aria-label="Side">
  <button role="tab" id="tab-customer" aria-controls="customer" type="button">Customer</button>
  <button role="tab" id="tab-desk" aria-controls="desk" type="button">Rep desk</button>
</div>
<main class="split">
  <section id="customer" class="side customer" aria-labelledby="customer-heading">
    <div class="side-head">
      <h1 id="customer-heading">Customer</h1>
      <p>What a visitor of the shop sees.</p>
    </div>
    <div class="who">
      <label>Name <input id="customer-name" list="known-customers" autocomplete="off" maxlength="80"></label>
      <datalist id="known-customers"></datalist>
      <label>Channel <select id="customer-channel"></select></label>
      <button id="customer-new" class="plain" type="button">New conversation</button>
    </div>
    <div id="widget" class="widget">
      <header class="widget-head">
        <img src="/assets/shop.svg" alt="" width="40" height="40">
        <div><h2>Acme Support</h2><p>We are here to help</p></div>
        <select id="customer-thread" aria-label="Your conversations" hidden></select>
        <button id="widget-close" class="icon" type="button" aria-label="Close the chat">×</button>
      </header>
      <div class="log-box">
        <div id="customer-empty" class="welcome">
          <img src="/assets/wave.svg" alt="" width="96" height="72">
          <p id="customer-welcome">Hello!</p>
        </div>
        <ol id="customer-log" class="log" role="log" aria-label="Your conversation" tabindex="0"></ol>
      </div>
      <p id="customer-hint" class="hint" aria-live="polite"></p>
      <form id="customer-form" class="composer">
        <label class="sr" for="customer-text">Your message</label>
        <textarea id="customer-text" rows="1" placeholder="Write a message" maxlength="10000"></textarea>
        <button id="customer-send" type="submit" class="primary">Send</button>
      </form>
    </div>
    <button id="widget-open" class="launcher" type="button" hidden>Open the chat</button>
  </section>

  <section id="desk" class="side desk" aria-labelledby="desk-heading">
    <div class="side-head">
      <h1 id="desk-heading">Rep desk</h1>
      <label class="inline">You are <select id="desk-agent"></select></label>
    </div>
    <div class="desk-panes">
      <nav class="list-pane" aria-label="Conversations">
        <div class="filters" role="group" aria-label="Show">
          <button type="button" data-filter="open" aria-pressed="true">Open</button>
          <button type="button" data-filter="resolved" aria-pressed="false">Resolved</button>
          <button type="button" data-filter="all" aria-pressed="false">All</button>
        </div>
        <ul id="desk-list" class="list"></ul>
        <p id="desk-list-empty" class="empty" hidden></p>
      </nav>
      <div id="desk-none" class="empty thread-empty">
        <img src="/assets/wave.svg" alt="" width="96" height="72">
        <p>Choose a conversation to read and answer it.</p>
      </div>
      <article id="desk-thread" class="thread" aria-labelledby="desk-title" hidden>
        <header class="thread-head">
          <button id="desk-back" class="plain back" type="button">Back</button>
          <div class="thread-name"><h2 id="desk-title"></h2><p id="desk-sub"></p></div>
          <button id="desk-resolve" class="plain" type="button">Resolve</button>
          <button id="desk-reopen" class="plain" type="button" hidden>Reopen</button>
          <div class="assign">
            <label>Agent <select id="desk-assign-agent"></select></label>
            <label>Group <select id="desk-assign-group"></select></label>
          </div>
        </header>
        <ol id="desk-log" class="log" role="log" aria-label="Conversation" tabindex="0"></ol>
        <form id="desk-form" class="composer">
          <label class="check"><input id="desk-private" type="checkbox"> Private note</label>
          <label class="sr" for="desk-text">Your reply</label>
          <textarea id="desk-text" rows="2" placeholder="Write a reply" maxlength="10000"></textarea>
          <button id="desk-send" type="submit" class="primary">Send</button>
        </form>
      </article>
    </div>
  </section>
</main>`,
)
