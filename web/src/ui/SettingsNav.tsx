import { Link } from '@tanstack/react-router'
import { useWords } from '../words/words.tsx'
import { useSettingsPlaces } from './places.ts'

/** From one page of the settings to the others, where the main navigation has no room for each. */
export function SettingsNav() {
  const { nav } = useWords()
  const places = useSettingsPlaces()
  return (
    <nav aria-label={nav.settings} className="flex flex-wrap gap-1 md:hidden">
      {places.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          className="rounded-lg px-2.5 py-1.5 font-semibold text-soft no-underline aria-[current=page]:bg-accent-soft aria-[current=page]:text-accent"
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}
