/** What every page script shares. Text from people only ever becomes `textContent`. */
export const ELEMENTS_JS = String.raw`
export const $ = (id) => document.getElementById(id)

/** An element with classes and children; strings become text nodes, never markup. */
export function el(tag, className, ...children) {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.append(...children.filter((child) => child !== null && child !== undefined))
  return element
}

export async function api(method, path, body) {
  const response = await fetch('/admin/api' + path, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  })
  const answer = await response.json().catch(() => ({}))
  if (!response.ok) throw new Error(answer.error || 'The sandbox answered ' + response.status)
  return answer
}

/** Says something once, in view and to screen readers. */
let toastTimer
export function toast(text) {
  const box = $('toast')
  box.textContent = text
  box.hidden = false
  clearTimeout(toastTimer)
  toastTimer = setTimeout(() => { box.hidden = true }, 5000)
}

/** Runs an act of a person and shows what went wrong, if something did. */
export async function attempt(act) {
  try {
    return await act()
  } catch (error) {
    toast(error.message)
    return null
  }
}

/** Calls refresh now and after every change in the sandbox; never two at a time, never one too few. */
export function live(refresh) {
  let isRunning = false
  let isDue = false
  const run = async () => {
    isDue = true
    if (isRunning) return
    isRunning = true
    while (isDue) {
      isDue = false
      try {
        await refresh()
      } catch {
        // The connection shows its state itself; the next change tries again.
      }
    }
    isRunning = false
  }
  const source = new EventSource('/admin/events')
  const sign = $('live')
  source.addEventListener('change', run)
  source.onopen = () => {
    sign.textContent = 'Live'
    sign.classList.remove('is-off')
    run()
  }
  source.onerror = () => {
    sign.textContent = 'Reconnecting…'
    sign.classList.add('is-off')
  }
  run()
  return run
}

export const clock = (at) => new Date(at).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })

export const initials = (name) =>
  name.split(/\s+/).filter(Boolean).slice(0, 2).map((word) => word[0].toUpperCase()).join('') || '?'

/** Shows lines in a log: only what is new is added, so that a screen reader reads each line once. */
export function showLines(log, key, lines, render) {
  const shown = log.dataset.key === key ? [...log.children].map((child) => child.dataset.id) : []
  const isContinued = log.dataset.key === key && shown.every((id, at) => lines[at] && lines[at].id === id)
  if (!isContinued) log.replaceChildren()
  log.dataset.key = key
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 80
  const fresh = lines.slice(isContinued ? shown.length : 0)
  for (const line of fresh) {
    const node = render(line)
    node.dataset.id = line.id
    log.append(node)
  }
  if (fresh.length > 0 && (isAtEnd || !isContinued)) log.scrollTop = log.scrollHeight
  return isContinued ? fresh : []
}

/** Fills a select without losing what is chosen. */
export function fill(select, options, chosen) {
  const key = JSON.stringify(options)
  if (select.dataset.key !== key) {
    select.replaceChildren(...options.map(([value, label]) => {
      const option = el('option', '', label)
      option.value = value
      return option
    }))
    select.dataset.key = key
  }
  if (chosen !== undefined && document.activeElement !== select) select.value = chosen
}

/** Enter sends, Shift+Enter makes a new line. */
export function sendOnEnter(textarea, form) {
  textarea.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
}
`
