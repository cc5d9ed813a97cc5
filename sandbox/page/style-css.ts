export const STYLE_CSS = String.raw`
:root {
  --ink: #17302d; --soft: #526763; --line: #dbe5e1; --paper: #ffffff; --ground: #f1f6f4; --mist: #e6f0ec;
  --teal: #0f6b64; --teal-deep: #0b4f4a; --ai: #5546b0; --ai-mist: #edebfa; --note: #fff6d8; --note-line: #d9b44a; --note-ink: #5f4607;
  --red: #a33a2c; --radius: 14px;
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { height: 100%; }
body { margin: 0; min-height: 100%; background: var(--ground); color: var(--ink); font: 15px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; }
h1, h2, h3, p, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
button, input, select, textarea { font: inherit; color: inherit; }
button { cursor: pointer; }
:focus-visible { outline: 3px solid #7ac0b4; outline-offset: 2px; }
.sr { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.muted { color: var(--soft); }

.top { display: flex; align-items: center; gap: 12px; padding: 12px 24px; background: var(--paper); border-bottom: 1px solid var(--line); }
.brand { font-weight: 650; }
.brand span { font-weight: 400; color: var(--soft); margin-left: 8px; }
.top nav { display: flex; gap: 4px; margin-left: auto; }
.top nav a { padding: 6px 12px; border-radius: 999px; color: var(--ink); text-decoration: none; }
.top nav a:hover { background: var(--mist); }
.top nav a[aria-current] { background: var(--mist); color: var(--teal-deep); font-weight: 600; }
.live { font-size: 13px; color: var(--teal-deep); white-space: nowrap; }
.live::before { content: ""; display: inline-block; width: 8px; height: 8px; margin-right: 6px; border-radius: 50%; background: #2f9d76; }
.live.is-off { color: var(--red); }
.live.is-off::before { background: var(--red); }

input, select, textarea { padding: 8px 10px; border: 1px solid #b9cac4; border-radius: 9px; background: var(--paper); max-width: 100%; }
textarea { resize: vertical; }
button.primary, button.plain, button.danger { padding: 8px 16px; border-radius: 9px; border: 1px solid transparent; white-space: nowrap; }
button.primary { background: var(--teal); color: #fff; font-weight: 600; }
button.primary:hover { background: var(--teal-deep); }
button.primary:disabled { background: #9db5af; cursor: default; }
button.plain { background: var(--paper); border-color: #b9cac4; }
button.plain:hover { background: var(--mist); }
button.danger { background: var(--paper); border-color: #d9a79f; color: var(--red); }
button.danger:hover { background: #fbeeec; }
button.small { padding: 3px 10px; font-size: 13px; }

.page-chat { height: 100dvh; display: flex; flex-direction: column; }
.tabs { display: none; }
.split { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(320px, 400px) minmax(0, 1fr); gap: 24px; padding: 20px 24px 24px; }
.side { min-height: 0; min-width: 0; display: flex; flex-direction: column; gap: 12px; }
.side-head { display: flex; align-items: center; gap: 12px; min-height: 40px; }
.side-head h1 { font-size: 18px; }
.side-head p { color: var(--soft); }
.side-head .inline { margin-left: auto; color: var(--soft); }
.who { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; align-items: end; }
.who label { display: grid; gap: 3px; font-size: 13px; color: var(--soft); }
.who label input, .who label select { width: 100%; color: var(--ink); font-size: 15px; }
.who input, .who select { height: 40px; }
.who button { grid-column: 1 / -1; }

.widget { flex: 1; min-height: 0; display: flex; flex-direction: column; background: var(--paper); border: 1px solid var(--line); border-radius: 20px; overflow: hidden; box-shadow: 0 10px 30px rgb(16 60 54 / 9%); }
.widget-head { display: flex; align-items: center; gap: 10px; padding: 14px 16px; background: var(--teal-deep); color: #fff; }
.widget-head > div { min-width: 0; flex: 1; }
.widget-head h2 { font-size: 16px; }
.widget-head p { font-size: 13px; color: #cfe6e0; }
.widget-head select { max-width: 40%; padding: 5px 8px; font-size: 13px; color: var(--ink); }
button.icon { width: 34px; height: 34px; border: 0; border-radius: 50%; background: transparent; color: #fff; font-size: 22px; line-height: 1; }
button.icon:hover { background: rgb(255 255 255 / 16%); }
.launcher { align-self: flex-end; margin-top: auto; padding: 12px 20px; border: 0; border-radius: 999px; background: var(--teal-deep); color: #fff; font-weight: 600; }
.log-box { flex: 1; min-height: 0; display: flex; flex-direction: column; background: #f8fbfa; }
.welcome { display: grid; justify-items: center; gap: 12px; margin: auto; padding: 24px; text-align: center; color: var(--soft); }
.welcome[hidden] + .log { flex: 1; }
.log { min-height: 0; overflow-y: auto; padding: 16px; display: flex; flex-direction: column; gap: 12px; }
.hint { padding: 0 16px; font-size: 13px; color: var(--soft); }
.hint:not(:empty) { padding-block: 6px; border-top: 1px solid var(--line); }

.line { display: flex; gap: 8px; align-items: flex-end; max-width: 100%; }
.line.is-mine { justify-content: flex-end; }
.stack { max-width: min(82%, 560px); min-width: 0; display: grid; gap: 3px; }
.is-mine .stack { justify-items: end; }
.meta { font-size: 12px; color: var(--soft); display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
.bubble { width: fit-content; max-width: 100%; padding: 9px 13px; border-radius: var(--radius); background: var(--paper); border: 1px solid var(--line); }
.text { white-space: pre-wrap; overflow-wrap: anywhere; }
.customer .line.is-mine .bubble { background: var(--teal); border-color: var(--teal); color: #fff; border-bottom-right-radius: 4px; }
.customer .line:not(.is-mine) .bubble { border-bottom-left-radius: 4px; }
.line-ai .bubble { background: var(--ai-mist); border-color: #d5cff3; }
.desk .line-rep .bubble { background: #dff0ea; border-color: #bfdfd4; }
.desk .is-private .bubble, .desk .line-ai.is-private .bubble { background: var(--note); border: 1px dashed var(--note-line); color: var(--note-ink); }
.avatar { flex: none; width: 30px; height: 30px; display: grid; place-items: center; border-radius: 50%; font-size: 11px; font-weight: 700; background: #dff0ea; color: var(--teal-deep); }
.avatar-ai { background: var(--ai); color: #fff; }
.tag { padding: 0 7px; border-radius: 999px; font-size: 11px; font-weight: 600; background: var(--mist); color: var(--teal-deep); }
.tag-ai { background: var(--ai); color: #fff; }
.tag-note { background: #f3dc94; color: var(--note-ink); }
.line-status { justify-content: center; }
.status-text { padding: 3px 12px; border-radius: 999px; background: var(--mist); color: var(--soft); font-size: 13px; text-align: center; }
.quicks { display: flex; flex-wrap: wrap; gap: 6px; }
.quick { padding: 5px 12px; border: 1px solid var(--teal); border-radius: 999px; background: var(--paper); color: var(--teal-deep); }
.quick:hover { background: var(--mist); }

.composer { display: flex; flex-wrap: wrap; gap: 8px; align-items: flex-end; padding: 12px; border-top: 1px solid var(--line); background: var(--paper); }
.composer textarea { flex: 1; min-width: 0; resize: none; field-sizing: content; max-height: 140px; }
.composer .check { width: 100%; font-size: 13px; color: var(--soft); display: flex; gap: 6px; align-items: center; }
.composer.is-private { background: var(--note); }
.composer.is-private .check { color: var(--note-ink); font-weight: 600; }

.desk-panes { flex: 1; min-height: 0; display: grid; grid-template-columns: minmax(230px, 300px) minmax(0, 1fr); background: var(--paper); border: 1px solid var(--line); border-radius: 20px; overflow: hidden; }
.list-pane { display: flex; flex-direction: column; min-height: 0; border-right: 1px solid var(--line); }
.filters { display: flex; gap: 4px; padding: 12px; border-bottom: 1px solid var(--line); }
.filters button { flex: 1; padding: 5px 8px; border: 0; border-radius: 8px; background: transparent; color: var(--soft); }
.filters button:hover { background: var(--mist); }
.filters button[aria-pressed=true] { background: var(--mist); color: var(--teal-deep); font-weight: 600; }
.list { overflow-y: auto; min-height: 0; }
.row { width: 100%; display: grid; gap: 4px; padding: 12px 14px; border: 0; border-bottom: 1px solid var(--line); background: transparent; text-align: left; }
.row:hover { background: #f5f9f7; }
.row.is-selected { background: var(--mist); box-shadow: inset 4px 0 var(--teal); }
.row:focus-visible { outline-offset: -3px; }
.row-top, .row-mid, .row-low { display: flex; gap: 8px; align-items: center; min-width: 0; }
.row-top strong { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.row-top .time { margin-left: auto; }
.time, .owner { font-size: 12px; color: var(--soft); white-space: nowrap; }
.owner { overflow: hidden; text-overflow: ellipsis; }
.owner + .owner::before { content: "· "; }
.snippet { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: #37504c; }
.count { min-width: 20px; padding: 0 6px; border-radius: 999px; background: #b4472f; color: #fff; font-size: 12px; font-weight: 700; text-align: center; }
.chip { padding: 1px 9px; border-radius: 999px; font-size: 12px; font-weight: 600; white-space: nowrap; background: var(--mist); color: var(--teal-deep); }
.chip-assigned { background: #cde6dc; }
.chip-new, .chip-reopened, .chip-pending { background: #fdeccb; color: #6b4a06; }
.chip-resolved, .chip-dropped { background: #e9eceb; color: #4a5956; }
.chip-failed { background: #f9dfda; color: #8a2d20; }
.empty { padding: 20px; color: var(--soft); text-align: center; }
.thread-empty { display: grid; place-content: center; justify-items: center; gap: 12px; }
.thread { display: flex; flex-direction: column; min-height: 0; min-width: 0; }
.thread .log { flex: 1; background: #f8fbfa; }
.thread-head { display: flex; flex-wrap: wrap; gap: 10px; align-items: center; padding: 12px 16px; border-bottom: 1px solid var(--line); }
.thread-name { flex: 1; min-width: 120px; }
.thread-name h2 { font-size: 17px; overflow-wrap: anywhere; }
.thread-name p { font-size: 12px; color: var(--soft); }
.assign { width: 100%; display: flex; flex-wrap: wrap; gap: 12px; font-size: 13px; color: var(--soft); }
.assign select { padding: 5px 8px; color: var(--ink); }
.back { display: none; }

.toast { position: fixed; left: 50%; bottom: 24px; translate: -50% 0; max-width: calc(100vw - 32px); padding: 10px 18px; border-radius: 12px; background: var(--ink); color: #fff; box-shadow: 0 8px 24px rgb(0 0 0 / 20%); }

.admin { max-width: 940px; margin: 0 auto; padding: 24px; display: grid; gap: 20px; grid-template-columns: minmax(0, 1fr); }
.card { padding: 22px 24px; background: var(--paper); border: 1px solid var(--line); border-radius: 18px; display: grid; gap: 14px; grid-template-columns: minmax(0, 1fr); }
.card h1, .card h2 { font-size: 19px; }
.card h3 { font-size: 16px; }
.card > p { color: var(--soft); max-width: 68ch; }
.field { display: grid; gap: 5px; }
.field > label { font-weight: 600; font-size: 14px; }
.with-buttons { display: flex; flex-wrap: wrap; gap: 8px; }
.with-buttons input { flex: 1; min-width: 180px; }
.field textarea { width: 100%; font: 13px/1.5 ui-monospace, monospace; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.row-between { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; }
.row-between h3 { margin-right: auto; }
.table-box { max-height: 330px; overflow: auto; border: 1px solid var(--line); border-radius: 12px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th { position: sticky; top: 0; background: #f5f9f7; text-align: left; font-size: 13px; color: var(--soft); }
th, td { padding: 8px 12px; border-bottom: 1px solid var(--line); white-space: nowrap; }
tr:last-child td { border-bottom: 0; }
td.acts { text-align: right; }
td.acts button + button { margin-left: 6px; }
td input { padding: 4px 8px; width: 190px; }
.inline-form { display: flex; flex-wrap: wrap; gap: 10px; align-items: end; }
.inline-form label { display: grid; grid-template-columns: minmax(0, 1fr); gap: 3px; font-size: 13px; color: var(--soft); flex: 1; min-width: 140px; }
.faults { display: grid; grid-template-columns: minmax(0, 1fr); }
.fault { display: grid; grid-template-columns: 44px minmax(0, 1fr) auto; gap: 4px 14px; align-items: center; padding: 9px 0; border-bottom: 1px solid var(--line); }
.fault-text { display: grid; }
.fault-text .muted { font-size: 13px; }
.fault-fields { display: flex; flex-wrap: wrap; gap: 8px; justify-content: flex-end; font-size: 13px; color: var(--soft); }
.fault-fields input { padding: 4px 8px; color: var(--ink); }
input.short { width: 84px; }
input.wide { width: 150px; }
.switch { position: relative; width: 42px; height: 24px; padding: 0; border: 0; border-radius: 999px; background: #8fa39d; }
.switch::after { content: ""; position: absolute; top: 3px; left: 3px; width: 18px; height: 18px; border-radius: 50%; background: #fff; transition: translate 120ms; }
.switch[aria-checked=true] { background: #b4472f; }
.switch[aria-checked=true]::after { translate: 18px 0; }
@media (prefers-reduced-motion: reduce) { .switch::after { transition: none; } }

@media (max-width: 1020px) {
  .desk-panes { grid-template-columns: minmax(0, 1fr); }
  .list-pane { border-right: 0; }
  .thread-empty { display: none; }
  .has-thread .list-pane { display: none; }
  .back { display: inline-block; }
}
@media (max-width: 760px) {
  .top { padding: 10px 14px; gap: 8px; }
  .brand span { display: none; }
  .tabs { display: flex; background: var(--paper); border-bottom: 1px solid var(--line); }
  .tabs button { flex: 1; padding: 12px; border: 0; border-bottom: 3px solid transparent; background: transparent; color: var(--soft); font-weight: 600; }
  .tabs button[aria-selected=true] { color: var(--teal-deep); border-color: var(--teal); }
  .tabs button:focus-visible { outline-offset: -3px; }
  .split { display: flex; padding: 12px; }
  .side { display: none; flex: 1; }
  .side.is-chosen { display: flex; }
  .side-head h1 { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .side-head p { display: none; }
  .side-head { min-height: 0; }
  .widget-head { padding: 10px 14px; }
  .side-head .inline { margin-left: 0; }
  .assign label { flex: 1; min-width: 130px; display: grid; }
  .admin { padding: 14px; }
  .card { padding: 16px; }
  .fault { grid-template-columns: 44px minmax(0, 1fr); }
  .fault-fields { grid-column: 1 / -1; justify-content: flex-start; }
}
`
