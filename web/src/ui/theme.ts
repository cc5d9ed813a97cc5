import { useSyncExternalStore } from 'react'

/** Light, dark, or as the system has it. */
export const THEMES = ['system', 'light', 'dark'] as const
export type Theme = (typeof THEMES)[number]

const KEPT = 'baton:theme'
const CHANGED = 'baton:theme'

function theme(): Theme {
  const kept = localStorage.getItem(KEPT)
  return THEMES.find((each) => each === kept) ?? 'system'
}

/** Before the first paint, so that nothing flashes. */
export function showTheme(): void {
  const chosen = theme()
  if (chosen === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.dataset.theme = chosen
}

export function chooseTheme(chosen: Theme): void {
  localStorage.setItem(KEPT, chosen)
  showTheme()
  dispatchEvent(new Event(CHANGED))
}

export function useTheme(): Theme {
  return useSyncExternalStore((changed) => {
    addEventListener(CHANGED, changed)
    return () => removeEventListener(CHANGED, changed)
  }, theme)
}
