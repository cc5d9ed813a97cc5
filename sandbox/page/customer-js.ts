/** The customer's side of the page, and `window.fcWidget` with the part of Freshchat's widget API that stands for it. */
export const CUSTOMER_JS = String.raw`
import { $, api, attempt, clock, el, fill, initials, live, sendOnEnter, showLines } from '/assets/elements.js'

const NEW = 'new'
const state = { name: localStorage.getItem('sandbox.customer') || 'Ana', channel: 'Support', chosen: null, known: new Set() }
const listeners = new Map()
const emit = (event, data) => (listeners.get(event) || []).forEach((listener) => listener(data))

const nameField = $('customer-name')
const channelField = $('customer-channel')
const threadField = $('customer-thread')
const textField = $('customer-text')
const form = $('customer-form')
nameField.value = state.name

function bubble(line) {
  const isMine = line.kind === 'customer'
  const who = isMine ? 'You' : line.author + (line.kind === 'ai' ? ' (AI)' : '')
  const item = el('li', 'line line-' + line.kind + (isMine ? ' is-mine' : ''))
  if (!isMine) {
    const avatar = el('span', 'avatar avatar-' + line.kind, line.kind === 'ai' ? 'AI' : initials(line.author))
    avatar.setAttribute('aria-hidden', 'true')
    item.append(avatar)
  }
  const body = el('div', 'bubble', el('p', 'text', line.text))
  const replies = line.quickReplies.map((label) => {
    const button = el('button', 'quick', label)
    button.type = 'button'
    button.addEventListener('click', () => send(label))
    return button
  })
  item.append(el('div', 'stack', el('p', 'meta', who + ' · ' + clock(line.at)), body, replies.length ? el('div', 'quicks', ...replies) : null))
  return item
}

async function refresh() {
  const [{ conversations, welcome }, all] = await Promise.all([
    api('GET', '/customer?name=' + encodeURIComponent(state.name)),
    api('GET', '/state'),
  ])
  fill(channelField, all.channels.map((channel) => [channel.name, channel.name]), state.channel)
  $('known-customers').replaceChildren(...all.customers.map((customer) => {
    const option = el('option', '')
    option.value = customer.first_name
    return option
  }))
  const mine = conversations.filter((each) => each.channel === state.channel)
  const current = state.chosen === NEW ? undefined : mine.find((each) => each.id === state.chosen) || mine.at(-1)
  const options = mine.map((each, at) => [each.id, 'Conversation ' + (at + 1) + (each.status === 'resolved' ? ' (closed)' : '')])
  fill(threadField, state.chosen === NEW || mine.length === 0 ? [...options, [NEW, 'New conversation']] : options, current ? current.id : NEW)
  threadField.hidden = threadField.options.length < 2
  const isOld = current !== undefined && current.id !== mine.at(-1).id
  textField.disabled = isOld
  $('customer-send').disabled = isOld
  $('customer-hint').textContent = isOld ? 'An older conversation can only be read.' : current && current.status === 'resolved' ? 'This conversation was closed. Writing opens it again.' : ''
  $('customer-welcome').textContent = welcome || 'Hello!'
  $('customer-empty').hidden = current !== undefined && current.messages.length > 0
  const fresh = showLines($('customer-log'), state.name + (current ? current.id : NEW), current ? current.messages : [], bubble)
  fresh.filter((line) => line.kind !== 'customer').forEach((line) => emit('message:received', line))
}

const update = live(refresh)

async function send(text) {
  const isNew = state.chosen === NEW
  const body = { customer: state.name, channel: state.channel, text }
  const said = await attempt(() => isNew
    ? api('POST', '/customer/new-conversation', body)
    : api('POST', '/customer/say', state.chosen ? { ...body, conversationId: state.chosen } : body))
  if (said === null) return false
  if (isNew) state.chosen = said.conversation.id
  emit('message:sent', { text })
  await update()
  return true
}

form.addEventListener('submit', async (event) => {
  event.preventDefault()
  const text = textField.value.trim()
  if (text === '') return
  textField.value = ''
  if (!(await send(text))) textField.value = text
  textField.focus()
})
sendOnEnter(textField, form)

function setName(name) {
  state.name = name.trim() || 'Ana'
  state.chosen = null
  nameField.value = state.name
  localStorage.setItem('sandbox.customer', state.name)
  return update()
}
nameField.addEventListener('change', () => setName(nameField.value))
channelField.addEventListener('change', () => {
  state.channel = channelField.value
  state.chosen = null
  update()
})
threadField.addEventListener('change', () => {
  state.chosen = threadField.value
  update()
})
$('customer-new').addEventListener('click', () => {
  state.chosen = NEW
  update()
  textField.focus()
})

const setOpen = (isOpen) => {
  $('widget').hidden = !isOpen
  $('widget-open').hidden = isOpen
  emit(isOpen ? 'widget:opened' : 'widget:closed')
}
$('widget-close').addEventListener('click', () => {
  setOpen(false)
  $('widget-open').focus()
})
$('widget-open').addEventListener('click', () => {
  setOpen(true)
  textField.focus()
})

const setFirstName = (fields) => setName(fields.firstName || fields.externalId || state.name).then(() => emit('user:created', { status: 200, data: { firstName: state.name } }))
window.fcWidget = {
  init(options = {}) {
    if (options.firstName || options.externalId) setFirstName(options)
    if (options.open) setOpen(true)
    queueMicrotask(() => emit('widget:loaded'))
  },
  open(options = {}) {
    if (options.name) {
      state.channel = options.name
      state.chosen = null
      update()
    }
    if (options.replyText) textField.value = options.replyText
    setOpen(true)
  },
  close: () => setOpen(false),
  on: (event, listener) => void listeners.set(event, [...(listeners.get(event) || []), listener]),
  user: {
    get: () => Promise.resolve({ status: 200, data: { firstName: state.name } }),
    create: setFirstName,
    update: setFirstName,
    setFirstName: (firstName) => setFirstName({ firstName }),
    setProperties: (fields) => setFirstName(fields),
    clear: () => setName('Ana').then(() => emit('user:cleared')),
  },
}
`
