import { websitesDe } from './websites-de.ts'
import { type WebsitesWords, websitesEn } from './websites-en.ts'
import { type Language, useLanguage } from './words.tsx'

export const WEBSITES = { en: websitesEn, de: websitesDe } satisfies Record<Language, WebsitesWords>

export const useWebsitesWords = (): WebsitesWords => WEBSITES[useLanguage().language]
