import { useWords } from '../words/words.tsx'
import { useRole } from './role.ts'

/** The pages of the settings that who is signed in may open. */
export function useSettingsPlaces() {
  const { nav } = useWords()
  const isAdmin = useRole('admin')
  const places = [
    { to: '/settings/ai', name: nav.ai, icon: 'ai', is: true },
    { to: '/settings/integrations/freshchat', name: nav.freshchat, icon: 'settings', is: isAdmin },
    { to: '/settings/members', name: nav.members, icon: 'members', is: true },
    { to: '/settings/audit', name: nav.audit, icon: 'audit', is: isAdmin },
  ] as const
  return places.filter(({ is }) => is)
}
