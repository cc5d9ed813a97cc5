import { createContext, type ReactNode, useContext, useEffect, useState } from 'react'
import { de } from './de.ts'
import { en, type Words } from './en.ts'

/** The words in the reader's language: what they chose, else what their browser asks for, else English. */

export const LANGUAGES = { en, de } satisfies Record<string, Words>
export type Language = keyof typeof LANGUAGES

interface Spoken {
  words: Words
  language: Language
  speak(language: Language): void
}

const KEPT = 'baton:language'
const Spoken = createContext<Spoken>({ words: en, language: 'en', speak: () => {} })

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage)
  useEffect(() => {
    document.documentElement.lang = language
  }, [language])
  const speak = (chosen: Language) => {
    localStorage.setItem(KEPT, chosen)
    setLanguage(chosen)
  }
  return <Spoken value={{ words: LANGUAGES[language], language, speak }}>{children}</Spoken>
}

export const useWords = (): Words => useContext(Spoken).words
export const useLanguage = (): Spoken => useContext(Spoken)

function firstLanguage(): Language {
  const asked = [localStorage.getItem(KEPT) ?? '', ...navigator.languages.map((each) => each.slice(0, 2))]
  return asked.find(isLanguage) ?? 'en'
}

export function isLanguage(text: string): text is Language {
  return Object.hasOwn(LANGUAGES, text)
}
