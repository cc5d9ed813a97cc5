import { membersDe } from './members-de.ts'
import { type MembersWords, membersEn } from './members-en.ts'
import { type Language, useLanguage } from './words.tsx'

export const MEMBERS = { en: membersEn, de: membersDe } satisfies Record<Language, MembersWords>

export const useMembersWords = (): MembersWords => MEMBERS[useLanguage().language]
