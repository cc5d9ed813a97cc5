import { settingsDe } from './settings-de.ts'
import { type SettingsWords, settingsEn } from './settings-en.ts'
import { type Language, useLanguage } from './words.tsx'

/** The words of pages that few open, loaded with them and not with the Inbox. */
export const SETTINGS = { en: settingsEn, de: settingsDe } satisfies Record<Language, SettingsWords>

export const useSettingsWords = (): SettingsWords => SETTINGS[useLanguage().language]
