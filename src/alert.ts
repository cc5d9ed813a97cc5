import type { Mail } from './mail.ts'

/** Something that the team must be told although nobody is looking (C10). */

export const alertKinds = ['broken', 'repaired', 'leak', 'no_pickup', 'test'] as const
export type AlertKind = (typeof alertKinds)[number]
export type AlertWay = 'email' | 'webhook'

/** One thing that happened; `sessionId`: where to look. */
export interface AlertItem {
  text: string
  sessionId: string | null
}

export interface Alert {
  id: string
  kind: AlertKind
  items: AlertItem[]
  createdAt: Date
  /** When it is sent, or tried again; null: everybody is told, nobody is to be told, or it was given up. */
  dueAt: Date | null
  attempts: number
  /** By which way it went out, and when. */
  sent: Partial<Record<AlertWay, string>>
  error: string | null
}

/** How alerts leave the house. Both throw when they could not hand it over, with a sentence that says why. */
export interface AlertWays {
  /** null: no mail server is set. */
  mail: Mail | null
  /** `body` is JSON; `signedWith`: the organization's secret, null where the receiver checks no signature. */
  post(url: string, body: string, signedWith: string | null): Promise<void>
  /** The organization's secret, the same for ever. */
  signingSecret(organizationId: string): Promise<string>
}
