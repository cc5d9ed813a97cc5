import { hashOf } from '../secret.ts'
import { isObject } from './merge-patch.ts'

/** The settings' ETag: the same settings have the same, in whatever order a database gives their keys back. */
export function tagOf(shown: unknown): string {
  return `"${hashOf(JSON.stringify(shown, sorted)).slice(0, 32)}"`
}

function sorted(_key: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort()) : value
}
