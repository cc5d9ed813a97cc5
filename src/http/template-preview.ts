import { z } from 'zod'
import { handoverLanguages, handoverPreview } from '../answer/handover.ts'
import { settingsSchema } from '../settings.ts'
import { inOrganization } from '../store/database.ts'
import { readSettings } from '../store/settings.ts'
import { parse } from './input.ts'
import { operation } from './operation.ts'

export const previewTemplates = operation(
  {
    method: 'post',
    path: '/api/v1/settings/template-preview',
    summary:
      'What a customer would read with these templates of a language, by the office hours in force; what is left out is in our own words. Nothing is saved',
    tag: 'Settings',
    body: z.strictObject({ language: z.string().max(10), template: z.unknown().optional() }),
    answer: z.object({
      handoff: z.string(),
      handoffOutside: z.string(),
      noPickup: z.string(),
      unreadable: z.string(),
      languages: z.array(z.string()).describe('Those that we have words of our own in'),
    }),
  },
  async ({ deps, caller: { organizationId }, body: { language, template } }) => {
    // the settings' own schema says what a template is, and the field of what is wrong
    const { templates } = parse(settingsSchema, { templates: { [language]: template ?? {} } })
    const { officeHours } = await inOrganization(deps.database, organizationId, (tx) =>
      readSettings(tx, organizationId),
    )
    const shown = handoverPreview(language, { templates, officeHours }, deps.clock.now())
    return { ...shown, languages: handoverLanguages }
  },
)
