import { masked } from './mask.ts'

/** What leaves the house to be looked at by strangers: nobody in it can be told any more. */

/** Freshchat's own names, and ours, of what describes a person. */
const PERSONAL = new Set([
  'avatar',
  'email',
  'firstName',
  'first_name',
  'lastName',
  'last_name',
  'phone',
  'properties',
  'reference_id',
  'restore_id',
  'social_profiles',
])
const SHORTEST_NAME = 3

/**
 * The same value with every text masked, `names` (of customers and reps) wherever they stand as words, and what describes a person gone. Keys stay: they are
 * what a reader looks for.
 */
export function maskedDeep(value: unknown, names: string[]): unknown {
  const parts = names.flatMap((name) => [name, ...name.split(/\s+/)])
  const known = [...new Set(parts.map((part) => part.trim()))]
    .filter((part) => part.length >= SHORTEST_NAME)
    // a whole name goes before its parts
    .sort((a, b) => b.length - a.length)
  const named =
    known.length === 0
      ? null
      : new RegExp(`(?<![\\p{L}\\p{N}])(?:${known.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu')
  // (an address that holds the name is one still)
  const text = (given: string) => {
    const { text: rest } = masked(given)
    return named === null ? rest : rest.replace(named, '[name]')
  }
  const walk = (given: unknown): unknown => {
    if (typeof given === 'string') return text(given)
    if (Array.isArray(given)) return given.map(walk)
    if (given instanceof Date) return given.toISOString()
    if (given === null || typeof given !== 'object') return given
    return Object.fromEntries(
      Object.entries(given).map(([key, inner]) => [key, hides(key, inner) ? '[personal]' : walk(inner)]),
    )
  }
  return walk(value)
}

const hides = (key: string, value: unknown): boolean =>
  PERSONAL.has(key) && value !== null && value !== undefined && value !== ''

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
