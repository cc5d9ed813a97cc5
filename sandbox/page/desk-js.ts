/** The rep desk: the list of conversations, one thread, and what a rep can do in it. */
export const DESK_JS = String.raw`
import { $, api, attempt, clock, el, fill, live, sendOnEnter, showLines } from '/assets/elements.js'

const state = { selected: new URLSearchParams(location.search).get('conversation'), filter: 'open', isPrivate: false, all: null, seen: new Map() }
const replyForm = $('desk-form')
const replyText = $('desk-text')
const agentField = $('desk-agent')
const STATUS = { new: 'New', assigned: 'Assigned', reopened: 'Reopened', resolved: 'Resolved' }
const NAMES = { ai: 'AI', rep: 'rep', customer: 'customer' }

const isSelected = (conversation) => conversation.id === state.selected || String(conversation.internalId) === state.selected
const selected = () => state.all && state.all.conversations.find(isSelected)

function row(conversation) {
  const button = el('button', 'row' + (isSelected(conversation) ? ' is-selected' : ''))
  button.type = 'button'
  button.dataset.id = conversation.id
  if (isSelected(conversation)) button.setAttribute('aria-current', 'true')
  const owner = conversation.agent || (conversation.group ? conversation.group + ' group' : 'Nobody assigned')
  const unread = conversation.unanswered > 0 ? el('span', 'count', String(conversation.unanswered)) : null
  if (unread) unread.append(el('span', 'sr', conversation.unanswered === 1 ? ' message without answer' : ' messages without answer'))
  button.append(
    el('span', 'row-top', el('strong', '', conversation.customer), el('span', 'time', clock(conversation.updatedAt))),
    el('span', 'row-mid', el('span', 'snippet', conversation.lastText || 'No message yet'), unread),
    el('span', 'row-low', el('span', 'chip chip-' + conversation.status, STATUS[conversation.status]), el('span', 'owner', owner), el('span', 'owner', conversation.channel)),
  )
  button.addEventListener('click', () => select(conversation.id))
  return el('li', '', button)
}

function bubble(line) {
  if (line.kind === 'status' || line.kind === 'system') return el('li', 'line line-status', el('p', 'status-text', line.text + ' · ' + clock(line.at)))
  const isOurs = line.kind !== 'customer'
  const item = el('li', 'line line-' + line.kind + (isOurs ? ' is-mine' : '') + (line.isPrivate ? ' is-private' : ''))
  const meta = el('p', 'meta', line.author + ' · ' + clock(line.at), el('span', 'tag tag-' + line.kind, NAMES[line.kind]))
  if (line.isPrivate) meta.append(el('span', 'tag tag-note', 'Private note'))
  const quick = line.quickReplies.length ? el('p', 'meta', 'Offers: ' + line.quickReplies.join(' / ')) : null
  item.append(el('div', 'stack', meta, el('div', 'bubble', el('p', 'text', line.text)), quick))
  return item
}

function showList() {
  const focused = document.activeElement && document.activeElement.closest('.row') ? document.activeElement.dataset.id : null
  const shown = state.all.conversations
    .filter((each) => state.filter === 'all' || (each.status === 'resolved') === (state.filter === 'resolved'))
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt))
  $('desk-list').replaceChildren(...shown.map(row))
  $('desk-list-empty').hidden = shown.length > 0
  $('desk-list-empty').textContent = state.filter === 'resolved' ? 'Nothing has been resolved yet.' : 'No conversation here. Write one as the customer.'
  if (focused) {
    const again = $('desk-list').querySelector('[data-id="' + CSS.escape(focused) + '"]')
    if (again) again.focus()
  }
}

async function showThread() {
  const conversation = selected()
  $('desk').classList.toggle('has-thread', conversation !== undefined)
  $('desk-thread').hidden = conversation === undefined
  $('desk-none').hidden = conversation !== undefined
  if (conversation === undefined) return
  const { messages } = await api('GET', '/transcript?conversationId=' + conversation.id)
  if (!isSelected(conversation)) return
  $('desk-title').textContent = conversation.customer
  $('desk-sub').textContent = STATUS[conversation.status] + ' · ' + conversation.channel + ' · ' + conversation.internalId
  const isResolved = conversation.status === 'resolved'
  $('desk-resolve').hidden = isResolved
  $('desk-reopen').hidden = !isResolved
  fill($('desk-assign-agent'), [['', 'Nobody'], ...people().map((agent) => [agent.id, nameOf(agent)])], conversation.agentId || '')
  fill($('desk-assign-group'), [['', 'No group'], ...state.all.groups.map((group) => [group.id, group.name])], conversation.groupId || '')
  showLines($('desk-log'), conversation.id, messages, bubble)
}

const nameOf = (agent) => (agent.first_name + ' ' + agent.last_name).trim()
const people = () => state.all.agents.filter((agent) => !agent.is_deactivated)

async function refresh() {
  state.all = await api('GET', '/state')
  const reps = people().filter((agent) => agent.id !== state.all.defaultAgentId)
  const ben = reps.find((agent) => agent.first_name === 'Ben') || reps[0]
  const isFirst = agentField.options.length === 0
  fill(agentField, reps.map((agent) => [agent.id, nameOf(agent)]))
  if (isFirst && ben) agentField.value = ben.id
  showList()
  await showThread()
}
const update = live(refresh)

function select(id) {
  state.selected = id
  const conversation = selected()
  const url = new URL(location.href)
  if (conversation) url.searchParams.set('conversation', conversation.internalId)
  else url.searchParams.delete('conversation')
  history.replaceState(null, '', url)
  showList()
  attempt(showThread)
}

/** Does something to the selected conversation in the name of the chosen rep. */
async function act(path, body = {}) {
  const conversation = selected()
  if (!conversation) return null
  const done = await attempt(() => api('POST', path, { agent: agentField.value, conversationId: conversation.id, ...body }))
  await update()
  return done
}

replyForm.addEventListener('submit', async (event) => {
  event.preventDefault()
  const text = replyText.value.trim()
  if (text === '') return
  replyText.value = ''
  if ((await act('/rep/say', { text, private: state.isPrivate })) === null) replyText.value = text
  replyText.focus()
})
sendOnEnter(replyText, replyForm)

$('desk-private').addEventListener('change', (event) => {
  state.isPrivate = event.target.checked
  replyForm.classList.toggle('is-private', state.isPrivate)
  $('desk-send').textContent = state.isPrivate ? 'Add note' : 'Send'
  replyText.placeholder = state.isPrivate ? 'Only reps will see this' : 'Write a reply'
})
$('desk-assign-agent').addEventListener('change', (event) => act('/rep/assign', { toAgent: event.target.value || null }))
$('desk-assign-group').addEventListener('change', (event) => act('/rep/assign', { toGroup: event.target.value || null }))
$('desk-resolve').addEventListener('click', () => act('/rep/resolve'))
$('desk-reopen').addEventListener('click', () => act('/rep/reopen'))
$('desk-back').addEventListener('click', () => {
  select(null)
  const first = $('desk-list').querySelector('button')
  if (first) first.focus()
})
for (const button of document.querySelectorAll('[data-filter]')) {
  button.addEventListener('click', () => {
    state.filter = button.dataset.filter
    for (const each of document.querySelectorAll('[data-filter]')) each.setAttribute('aria-pressed', String(each === button))
    showList()
  })
}

// On a narrow screen the two sides are tabs.
const tabs = [...document.querySelectorAll('[role=tab]')]
const choose = (tab) => {
  for (const each of tabs) {
    each.setAttribute('aria-selected', String(each === tab))
    each.tabIndex = each === tab ? 0 : -1
    $(each.getAttribute('aria-controls')).classList.toggle('is-chosen', each === tab)
  }
}
for (const tab of tabs) {
  tab.addEventListener('click', () => choose(tab))
  tab.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return
    const other = tabs[(tabs.indexOf(tab) + 1) % tabs.length]
    choose(other)
    other.focus()
  })
}
choose(state.selected ? tabs[1] : tabs[0])
`
