import { useQuery } from '@tanstack/react-query'
import { overview } from '../queries.ts'
import { useWords } from '../words/words.tsx'
import { useRole } from './role.ts'

/** Where one can go, in one list for whoever shows it: the navigation, the settings' own, the commands. */
export function usePlaces() {
  const { nav, knowledge } = useWords()
  const { data } = useQuery(overview)
  const mayWrite = useRole('agent')
  const isReady = data === undefined || Object.values(data.steps).every(Boolean)
  const start = { to: '/start', name: nav.start, icon: 'start', is: true } as const
  /** `isFirst`: on a phone, too. */
  const main = [
    { ...start, is: !isReady, isFirst: true },
    { to: '/inbox', name: nav.inbox, icon: 'inbox', is: true, isFirst: true },
    { to: '/knowledge', name: nav.knowledge, icon: 'knowledge', is: true, isFirst: true },
    { to: '/playground', name: nav.playground, icon: 'playground', is: mayWrite, isFirst: false },
    { to: '/analytics', name: nav.analytics, icon: 'analytics', is: true, isFirst: false },
    { to: '/flags', name: nav.flags, icon: 'flag', is: true, isFirst: false },
  ] as const
  const beneath = [
    { to: '/knowledge/new', name: knowledge.add, is: mayWrite },
    { to: '/knowledge/import', name: knowledge.import.title, is: mayWrite },
    { to: '/knowledge/suggested-phrasings', name: knowledge.suggested.title, is: true },
    { ...start, is: isReady },
    { to: '/account', name: nav.account, is: true },
  ] as const
  return {
    main: main.filter(({ is }) => is),
    /** What stands on another page, or is done with. */
    beneath: beneath.filter(({ is }) => is),
    settings: useSettingsPlaces(),
  }
}

/** The pages of the settings that who is signed in may open. */
export function useSettingsPlaces() {
  const { nav } = useWords()
  const isAdmin = useRole('admin')
  const places = [
    { to: '/settings/ai', name: nav.ai, icon: 'ai', is: true },
    { to: '/settings/integrations/freshchat', name: nav.freshchat, icon: 'settings', is: isAdmin },
    { to: '/settings/members', name: nav.members, icon: 'members', is: isAdmin },
    { to: '/settings/audit', name: nav.audit, icon: 'audit', is: isAdmin },
  ] as const
  return places.filter(({ is }) => is)
}
