import { z } from 'zod'

/**
 * JSON merge patch (RFC 7396), pure: `null` takes a field away, an object goes deeper, anything else replaces.
 * `keepsNull` names the fields for which null is a value of its own and stays.
 */
export function mergePatch(
  target: unknown,
  patch: unknown,
  keepsNull: (path: string[]) => boolean = () => false,
  path: string[] = [],
): unknown {
  if (!isObject(patch)) return patch
  const merged = new Map(isObject(target) ? Object.entries(target) : [])
  for (const [key, value] of Object.entries(patch)) {
    const here = [...path, key]
    if (value === null && !keepsNull(here)) merged.delete(key)
    else merged.set(key, mergePatch(merged.get(key), value, keepsNull, here))
  }
  // fromEntries defines own keys: a "__proto__" in the patch stays a field and is no prototype
  return Object.fromEntries(merged)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The body of a merge patch: an object, left as it came for the schema of the whole to judge. */
export const patchSchema = z.unknown().refine(isObject, 'an object is expected').meta({ type: 'object' })
