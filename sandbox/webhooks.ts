import { randomUUID } from 'node:crypto'
import { setMaxListeners } from 'node:events'
import type { WebhookEvent } from './event.ts'
import type { FaultBox } from './faults.ts'
import type { SigningKey } from './key.ts'
import { openLanes } from './lanes.ts'
import { post } from './post.ts'
import type { Delivery } from './records.ts'
import type { State } from './state.ts'
import type { Json } from './wire.ts'

/**
 * Deliveries: recorded with the change that causes them, sent after it is committed. First attempts go in order within a
 * conversation; a delivery that waits for a retry does not hold up later ones, and Freshchat promises no order (12.8).
 */
export interface Webhooks {
  record(event: WebhookEvent): void
  /** Starts sending what has been recorded; to be called after each commit. Returns their ids. */
  kick(): string[]
  /** Until each of these had its first attempt, or is being held back on purpose. */
  attempted(ids: string[]): Promise<void>
  pending(): number
  redeliver(id: string | 'all'): number
  stop(): Promise<void>
}

/** How many finished deliveries stay in the log. */
const LOG_LENGTH = 2000

export function openWebhooks(
  state: State,
  key: SigningKey,
  faults: FaultBox,
  onChange: () => void,
): Webhooks {
  const firstAttempts = new Map<string, () => void>()
  const ending = new AbortController()
  // Every request under way listens to it, and there may be hundreds.
  setMaxListeners(0, ending.signal)
  const finished: string[] = []
  let reordering: { ids: string[]; count: number } | null = null
  let fresh: { id: string; conversationId: string; delayMs: number; isReordered: boolean }[] = []
  let pending = 0

  const send = async (id: string): Promise<void> => {
    const delivery = state.deliveries.get(id)
    const url = state.webhookUrl()
    if (delivery === undefined || delivery.status !== 'pending') return
    if (url === null) return finish({ ...delivery, status: 'dropped', nextAt: null })
    const headers = {
      'X-Freshchat-Signature': key.sign(delivery.body),
      'X-Freshchat-Payload-Version': '1.0',
      'X-Retry-Count': String(delivery.attempts),
    }
    const outcome = await post(url, headers, delivery.body, state.settings().webhookTimeoutMs, ending.signal)
    if (ending.signal.aborted) return // it stays pending, and is sent again after the next start
    const tried: Delivery = {
      ...delivery,
      attempts: delivery.attempts + 1,
      lastStatus: outcome,
      nextAt: null,
    }
    if (typeof outcome === 'number' && outcome >= 200 && outcome < 300)
      finish({ ...tried, status: 'delivered' })
    else retry(tried)
    firstAttempts.get(id)?.()
  }

  const retry = (tried: Delivery): void => {
    const waitSec = state.settings().retrySchedule[tried.attempts - 1]
    if (waitSec === undefined) {
      finish({ ...tried, status: 'failed' })
      return
    }
    save({ ...tried, nextAt: new Date(Date.now() + waitSec * 1000).toISOString() })
    lanes.later(`retry ${tried.id}`, tried.id, waitSec * 1000, false)
  }

  const save = (delivery: Delivery): void => {
    state.deliveries.put(delivery.id, delivery)
    state.commit()
    onChange()
  }

  const finish = (delivery: Delivery): void => {
    pending -= 1
    finished.push(delivery.id)
    if (finished.length > LOG_LENGTH) state.deliveries.delete(finished.shift() ?? '')
    save(delivery)
    firstAttempts.get(delivery.id)?.()
  }

  const record = (event: WebhookEvent, body: Json): void => {
    const delay = faults.strikeDelivery('delay', event.action)
    const isDropped = faults.strikeDelivery('drop', event.action) !== null
    const delivery: Delivery = {
      id: randomUUID(),
      seq: state.nextSeq(),
      conversationId: event.conversationId,
      action: event.action,
      body: JSON.stringify(body),
      status: isDropped ? 'dropped' : 'pending',
      attempts: 0,
      lastStatus: null,
      nextAt: delay === null ? null : new Date(Date.now() + delay.ms).toISOString(),
      createdAt: new Date().toISOString(),
    }
    state.deliveries.put(delivery.id, delivery)
    if (isDropped) {
      finished.push(delivery.id)
      return
    }
    pending += 1
    const isReordered = reorder(event.action, delivery.id)
    fresh.push({
      id: delivery.id,
      conversationId: event.conversationId,
      delayMs: delay?.ms ?? 0,
      isReordered,
    })
  }

  /** True if the delivery is now among those that wait to be sent in reverse. */
  const reorder = (action: string, id: string): boolean => {
    if (reordering === null) {
      const fault = faults.strikeDelivery('reorder', action)
      if (fault === null) return false
      reordering = { ids: [], count: fault.count }
    }
    reordering.ids.push(id)
    return true
  }

  const releaseReordered = (): void => {
    const ids = reordering?.ids.reverse() ?? []
    reordering = null
    for (const id of ids) lanes.enqueue('reordered', id)
  }

  const lanes = openLanes(faults.held, send)
  faults.onChange((cleared) => {
    if (cleared === 'hold') lanes.resume()
    if (cleared === 'reorder') releaseReordered()
    if (cleared === 'delay') lanes.hurry()
  })

  for (const delivery of state.deliveries.all().sort((a, b) => a.seq - b.seq)) {
    if (delivery.status !== 'pending') {
      finished.push(delivery.id)
      continue
    }
    pending += 1
    const waitMs = delivery.nextAt === null ? 0 : Date.parse(delivery.nextAt) - Date.now()
    const lane = delivery.attempts > 0 ? `retry ${delivery.id}` : delivery.conversationId
    if (waitMs > 0) lanes.later(lane, delivery.id, waitMs, delivery.attempts === 0)
    else lanes.enqueue(lane, delivery.id)
  }

  return {
    record(event) {
      if (state.webhookUrl() === null) return
      const body = withoutMessageType(event, faults)
      record(event, body)
      const duplicate = faults.strikeDelivery('duplicate', event.action)
      for (let left = duplicate?.extra ?? 0; left > 0; left -= 1) record(event, body)
    },
    kick() {
      const started = fresh
      fresh = []
      for (const { id, conversationId, delayMs, isReordered } of started) {
        if (isReordered) continue
        if (delayMs > 0) lanes.later(conversationId, id, delayMs, true)
        else lanes.enqueue(conversationId, id)
      }
      if (reordering !== null && reordering.ids.length >= reordering.count) releaseReordered()
      return started.filter((each) => each.delayMs === 0 && !each.isReordered).map((each) => each.id)
    },
    async attempted(ids) {
      if (faults.held()) return
      const waiting = ids.filter((id) => state.deliveries.get(id)?.attempts === 0)
      await Promise.all(waiting.map((id) => new Promise<void>((done) => firstAttempts.set(id, done))))
      for (const id of ids) firstAttempts.delete(id)
    },
    pending: () => pending,
    redeliver(id) {
      const chosen = state.deliveries
        .all()
        .filter((each) => each.status !== 'pending' && (id === 'all' || each.id === id))
      for (const delivery of chosen) {
        const at = finished.indexOf(delivery.id)
        if (at >= 0) finished.splice(at, 1)
        pending += 1
        state.deliveries.put(delivery.id, { ...delivery, status: 'pending', nextAt: null })
      }
      state.commit()
      for (const delivery of chosen) lanes.enqueue(delivery.conversationId, delivery.id)
      return chosen.length
    },
    async stop() {
      ending.abort()
      for (const done of firstAttempts.values()) done()
      await lanes.stop()
    },
  }
}

function withoutMessageType(event: WebhookEvent, faults: FaultBox): Json {
  const data = event.body.data as { message?: Json } // events are made in event.ts: data is always an object
  if (
    data.message?.actor_type !== 'agent' ||
    faults.strikeDelivery('withoutMessageType', event.action) === null
  )
    return event.body
  return { ...event.body, data: { message: { ...data.message, message_type: undefined } } }
}
