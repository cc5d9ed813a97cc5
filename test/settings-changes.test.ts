import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mergePatch } from '../src/http/merge-patch.ts'
import { conflictsIn, isSame, patchOf, rebased } from '../web/src/settings/ai/changes.ts'

/** What one member types is told apart from what another has changed meanwhile. */
describe('changes of settings', () => {
  const BASE = {
    persona: { name: 'Baton', tone: 'friendly' },
    topics: { list: [{ name: 'Law' }] },
    templates: { de: { handoff: 'Moment.' } },
    officeHours: null,
  }

  test('a patch names what differs, takes away what is gone, and holds a list as a whole', () => {
    const draft = {
      ...BASE,
      persona: { name: 'Ada', tone: 'friendly' },
      topics: { list: [{ name: 'Law' }, { name: 'Taxes' }] },
      templates: {},
      officeHours: { timezone: 'UTC' },
    }
    expect(patchOf(BASE, draft)).toEqual({
      persona: { name: 'Ada' },
      topics: { list: [{ name: 'Law' }, { name: 'Taxes' }] },
      templates: { de: null },
      officeHours: { timezone: 'UTC' },
    })
    expect(patchOf(BASE, structuredClone(BASE))).toBeNull()
    expect(patchOf({ officeHours: { timezone: 'UTC' } }, { officeHours: null })).toEqual({
      officeHours: null,
    })
  })

  test('what is typed stands on top of what others changed elsewhere', () => {
    const draft = { ...BASE, persona: { name: 'Ada', tone: 'friendly' } }
    const now = { ...BASE, persona: { name: 'Baton', tone: 'brisk' }, officeHours: { timezone: 'UTC' } }
    expect(rebased<unknown>(BASE, draft, now)).toEqual({ ...now, persona: { name: 'Ada', tone: 'brisk' } })
    expect(conflictsIn(BASE, draft, now)).toEqual([])
  })

  test('where both changed the same thing to something else, both are named', () => {
    const draft = { ...BASE, topics: { list: [] }, persona: { name: 'Ada', tone: 'gruff' } }
    const now = { ...BASE, topics: { list: [{ name: 'Health' }] }, persona: { name: 'Ada', tone: 'brisk' } }
    expect(conflictsIn(BASE, draft, now)).toEqual([
      { path: 'persona.tone', theirs: 'brisk', mine: 'gruff' },
      { path: 'topics.list', theirs: [{ name: 'Health' }], mine: [] },
    ])
  })

  const leaf = fc.oneof(
    fc.constantFrom('a', 'b', 1, true),
    fc.array(fc.constantFrom('x', 'y'), { maxLength: 2 }),
  )
  const object = fc.dictionary(fc.constantFrom('p', 'q', 'r'), leaf, { maxKeys: 3 })
  const settings = fc.record({ one: object, two: object, three: leaf })

  test('whatever the two did: what is sent makes it so, keeps theirs, and loses nothing without a word', () => {
    fc.assert(
      fc.property(settings, settings, settings, (base, draft, now) => {
        const wanted = rebased<unknown>(base, draft, now)
        expect(mergePatch(now, patchOf(now, wanted) ?? {})).toEqual(wanted)
        if (isSame(base, draft)) expect(wanted).toEqual(now)
        if (isSame(base, now)) expect(wanted).toEqual(draft)
        const lost = conflictsIn(base, draft, now).map(({ path }) => path)
        for (const [part, theirs] of Object.entries(now.one)) {
          const wasTheirs = !isSame(theirs, base.one[part])
          const kept = isSame((wanted as typeof now).one[part], theirs)
          if (wasTheirs && !kept) expect(lost).toContain(`one.${part}`)
        }
      }),
    )
  })
})
