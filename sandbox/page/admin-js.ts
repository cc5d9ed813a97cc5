export const ADMIN_JS = String.raw`
import { $, api, attempt, el, live, toast } from '/assets/elements.js'

$('base-url').value = location.origin + '/v2'

const FAULTS = [
  ['rateLimit', 'Too many requests', 'Answers 429.', []],
  ['status', 'Server error', 'Answers 500 and does nothing.', [['code', 'Status', 500]]],
  ['latency', 'Slow', 'Waits before it acts.', [['ms', 'Milliseconds', 3000]]],
  ['hang', 'Hangs', 'Does not answer until cleared.', []],
  ['html200', 'Wrong host', 'Answers 200 with a web page.', []],
  ['answer400Stored', 'Refused but stored', 'Does it and answers 400.', []],
  ['dropAfterStore', 'Cut after', 'Does it and cuts the connection.', []],
  ['dropBefore', 'Cut before', 'Cuts the connection and does nothing.', []],
  ['storeLate', 'Stored late', 'Cuts the connection and does it later.', [['ms', 'Milliseconds', 5000]]],
  ['revokedToken', 'Token refused', 'Answers 401.', []],
  ['echoFirst', 'Echo first', 'The webhook comes before the answer.', []],
  ['duplicate', 'Twice', 'Delivers webhooks again.', [['extra', 'More times', 1]], true],
  ['reorder', 'Out of order', 'Holds some webhooks and sends them in reverse.', [['count', 'How many', 2]], true],
  ['delay', 'Late webhooks', 'Delivers them later.', [['ms', 'Milliseconds', 5000]], true],
  ['drop', 'Lost webhooks', 'Never delivers them.', [], true],
  ['withoutMessageType', 'No message type', "Leaves it out of agents' messages.", [], true],
]

const EVENTS = { message_create: 'Message', conversation_assignment: 'Assignment', conversation_resolution: 'Resolved', conversation_reopen: 'Reopened' }

const number = (label, value, placeholder) => {
  const input = el('input', 'short')
  input.type = 'number'
  input.min = '0'
  input.value = value
  input.placeholder = placeholder
  return [el('label', '', label + ' ', input), input]
}

function eventField() {
  const field = el('select', 'wide')
  for (const [action, name] of [['', 'all'], ...Object.entries(EVENTS)]) {
    const option = el('option', '', name)
    option.value = action
    field.append(option)
  }
  return field
}

function faultRow([kind, name, what, fields, isWebhook]) {
  const toggle = el('button', 'switch')
  toggle.type = 'button'
  toggle.dataset.kind = kind
  toggle.setAttribute('role', 'switch')
  toggle.setAttribute('aria-checked', 'false')
  toggle.setAttribute('aria-label', name)
  const [timesLabel, times] = number('Times', '', '∞')
  const inputs = fields.map(([key, label, value]) => [key, ...number(label, value, '')])
  const match = isWebhook ? eventField() : el('input', 'wide')
  match.placeholder = 'all calls'
  const matchLabel = el('label', '', (isWebhook ? 'Event' : 'Calls') + ' ', match)
  toggle.addEventListener('click', () => attempt(async () => {
    const fault = { times: times.value === '' ? null : Number(times.value), [isWebhook ? 'action' : 'match']: match.value || null }
    for (const [key, , input] of inputs) fault[key] = Number(input.value)
    const isOn = toggle.getAttribute('aria-checked') === 'true'
    await api('PATCH', '/faults', { [kind]: isOn ? null : fault })
    await update()
  }))
  return el('div', 'fault', toggle, el('div', 'fault-text', el('strong', '', name), el('span', 'muted', what)), el('div', 'fault-fields', matchLabel, timesLabel, ...inputs.map(([, label]) => label)))
}
const hold = el('button', 'switch')
hold.type = 'button'
hold.setAttribute('role', 'switch')
hold.setAttribute('aria-label', 'Hold webhooks')
hold.addEventListener('click', () => attempt(async () => {
  await api('PATCH', '/faults', { hold: hold.getAttribute('aria-checked') !== 'true' })
  await update()
}))
$('faults').append(...FAULTS.map(faultRow), el('div', 'fault', hold, el('div', 'fault-text', el('strong', '', 'Hold webhooks'), el('span', 'muted', 'They wait until this is off again.')), el('div', 'fault-fields')))

const button = (label, className, act) => {
  const made = el('button', className, label)
  made.type = 'button'
  made.addEventListener('click', () => attempt(async () => {
    await act()
    await update()
  }))
  return made
}

const STATES = { pending: 'Waiting', delivered: 'Delivered', failed: 'Given up', dropped: 'Dropped' }
function deliveryRow(delivery) {
  const again = delivery.status === 'pending' ? '' : button('Send again', 'plain small', () => api('POST', '/redeliver', { deliveryId: delivery.id }))
  const cells = [
    new Date(delivery.createdAt).toLocaleTimeString(),
    EVENTS[delivery.action] || delivery.action,
    el('span', 'chip chip-' + delivery.status, STATES[delivery.status]),
    String(delivery.attempts),
    delivery.lastStatus === null ? '–' : String(delivery.lastStatus),
    again,
  ]
  return el('tr', '', ...cells.map((cell) => el('td', '', cell)))
}

function agentRow(agent) {
  const path = '/agents/' + agent.id
  const email = el('input', '')
  email.value = agent.email
  email.type = 'email'
  email.setAttribute('aria-label', 'E-mail of ' + agent.first_name)
  email.addEventListener('change', () => attempt(() => api('PATCH', path, { email: email.value })))
  const state = agent.is_deactivated ? 'Deactivated' : 'Active'
  return el('tr', '',
    el('td', '', (agent.first_name + ' ' + agent.last_name).trim()),
    el('td', '', email),
    el('td', '', el('span', 'chip ' + (agent.is_deactivated ? 'chip-failed' : 'chip-delivered'), state)),
    el('td', 'acts',
      button(agent.is_deactivated ? 'Activate' : 'Deactivate', 'plain small', () => api('PATCH', path, { is_deactivated: !agent.is_deactivated })),
      button('Delete', 'danger small', () => api('PATCH', path, { is_deleted: true, is_deactivated: true })),
    ),
  )
}

const keep = (input, value) => {
  if (document.activeElement !== input) input.value = value
}

let agentsKey = ''
async function refresh() {
  const [{ token }, webhook, { agents }, { faults, held }, settings, { pendingDeliveries }] = await Promise.all(
    ['/token', '/webhook', '/agents', '/faults', '/settings', '/idle'].map((path) => api('GET', path)),
  )
  $('token').value = token || ''
  $('token').placeholder = token ? '' : 'Revoked: every call answers 401'
  keep($('webhook-url'), webhook.url || '')
  $('public-key').value = webhook.publicKey
  $('deliveries').replaceChildren(...webhook.deliveries.slice(-100).reverse().map(deliveryRow))
  $('deliveries-empty').hidden = webhook.deliveries.length > 0
  $('pending').textContent = pendingDeliveries === 0 ? 'Nothing waits.' : pendingDeliveries + (pendingDeliveries === 1 ? ' waits.' : ' wait.')
  const key = JSON.stringify(agents)
  if (key !== agentsKey) $('agents').replaceChildren(...agents.filter((agent) => !agent.is_deleted).map(agentRow))
  agentsKey = key
  for (const toggle of document.querySelectorAll('[data-kind]')) toggle.setAttribute('aria-checked', String(toggle.dataset.kind in faults))
  hold.setAttribute('aria-checked', String(held))
  keep($('settings'), JSON.stringify(settings, null, 2))
}
const update = live(refresh)

$('token-show').addEventListener('click', (event) => {
  const isShown = $('token').type === 'text'
  $('token').type = isShown ? 'password' : 'text'
  event.target.setAttribute('aria-pressed', String(!isShown))
  event.target.textContent = isShown ? 'Show' : 'Hide'
})
for (const copy of document.querySelectorAll('[data-copy]')) {
  copy.addEventListener('click', () => attempt(async () => {
    await navigator.clipboard.writeText($(copy.dataset.copy).value)
    toast('Copied.')
  }))
}
const click = (id, act) => $(id).addEventListener('click', () => attempt(async () => {
  await act()
  await update()
}))
click('token-new', () => api('POST', '/token'))
click('token-revoke', () => api('DELETE', '/token'))
click('key-new', () => api('POST', '/key'))
click('redeliver-all', () => api('POST', '/redeliver', { all: true }))
click('faults-clear', () => api('DELETE', '/faults'))
const submit = (id, act) => $(id).addEventListener('submit', (event) => {
  event.preventDefault()
  attempt(async () => {
    await act()
    if (document.activeElement) document.activeElement.blur()
    await update()
    toast('Saved.')
  })
})
submit('webhook-form', () => api('PUT', '/webhook', { url: $('webhook-url').value.trim() || null }))
submit('settings-form', () => api('PATCH', '/settings', JSON.parse($('settings').value)))
submit('agent-form', async () => {
  await api('POST', '/agents', { first_name: $('agent-first').value, last_name: $('agent-last').value, email: $('agent-email').value })
  $('agent-form').reset()
})
`
