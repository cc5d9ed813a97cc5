import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import { InvitationPage } from './account/InvitationPage.tsx'
import { ResetPasswordPage } from './account/ResetPasswordPage.tsx'
import { WelcomePage } from './account/WelcomePage.tsx'
import { reportSearchIn } from './analytics/report.ts'
import { Refused } from './api.ts'
import { Inside } from './Inside.tsx'
import { filterIn } from './inbox/filter.ts'
import { InboxPage } from './inbox/InboxPage.tsx'
import { articleFilterIn } from './knowledge/filter.ts'
import { auditFilterIn } from './members/audit-filter.ts'
import { keys, messages } from './queries.ts'
import { NothingHere } from './ui/NothingHere.tsx'
import { PageFailed } from './ui/PageFailed.tsx'
import { pageFilterIn } from './websites/page-filter.ts'

/** Every address of the dashboard. What narrows the Inbox stands in the address too. */

const root = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NothingHere,
})
const outside = { getParentRoute: () => root }
const welcome = createRoute({ ...outside, path: '/welcome', component: WelcomePage })
const invitation = createRoute({ ...outside, path: '/invitation', component: InvitationPage })
const resetPassword = createRoute({ ...outside, path: '/reset-password', component: ResetPasswordPage })

const inside = createRoute({ ...outside, id: 'inside', component: Inside })
const within = { getParentRoute: () => inside }
const home = createRoute({
  ...within,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', replace: true })
  },
})
const signIn = createRoute({
  ...within,
  path: '/sign-in',
  beforeLoad: () => {
    throw redirect({ to: '/inbox', replace: true })
  },
})
const start = createRoute({
  ...within,
  path: '/start',
  component: lazyRouteComponent(() => import('./start/StartPage.tsx'), 'StartPage'),
})
const inbox = createRoute({ ...within, path: '/inbox', validateSearch: filterIn, component: InboxPage })
const session = createRoute({
  getParentRoute: () => inbox,
  path: '$id',
  // asked for as soon as a pointer or the focus is on the way to it, the thread first; nothing waits for the answer
  loader({ context: { queries }, params: { id } }) {
    void queries.prefetchQuery(messages(id))
  },
})
const playground = createRoute({
  ...within,
  path: '/playground',
  // a question to begin with
  validateSearch: ({ q }: Record<string, unknown>): { q?: string } =>
    typeof q === 'string' ? { q: q.slice(0, 4_000) } : {},
  component: lazyRouteComponent(() => import('./playground/PlaygroundPage.tsx'), 'PlaygroundPage'),
})
const analytics = createRoute({
  ...within,
  path: '/analytics',
  validateSearch: reportSearchIn,
  component: lazyRouteComponent(() => import('./analytics/AnalyticsPage.tsx'), 'AnalyticsPage'),
})
const flags = createRoute({
  ...within,
  path: '/flags',
  component: lazyRouteComponent(() => import('./flags/FlagsPage.tsx'), 'FlagsPage'),
})
const narrowed = { ...within, validateSearch: articleFilterIn }
const knowledge = createRoute({
  ...narrowed,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('./knowledge/KnowledgePage.tsx'), 'KnowledgePage'),
})
const newArticle = createRoute({
  ...narrowed,
  path: '/knowledge/new',
  component: lazyRouteComponent(() => import('./knowledge/NewArticlePage.tsx'), 'NewArticlePage'),
})
const importArticles = createRoute({
  ...narrowed,
  path: '/knowledge/import',
  component: lazyRouteComponent(() => import('./knowledge/ImportPage.tsx'), 'ImportPage'),
})
const suggestedPhrasings = createRoute({
  ...narrowed,
  path: '/knowledge/suggested-phrasings',
  component: lazyRouteComponent(() => import('./knowledge/PhrasingsPage.tsx'), 'PhrasingsPage'),
})
const websites = createRoute({
  ...within,
  path: '/knowledge/websites',
  component: lazyRouteComponent(() => import('./websites/WebsitesPage.tsx'), 'WebsitesPage'),
})
const website = createRoute({
  ...within,
  path: '/knowledge/websites/$id',
  validateSearch: pageFilterIn,
  component: lazyRouteComponent(() => import('./websites/WebsitePage.tsx'), 'WebsitePage'),
})
const article = createRoute({
  ...narrowed,
  path: '/knowledge/$id',
  component: lazyRouteComponent(() => import('./knowledge/ArticlePage.tsx'), 'ArticlePage'),
})
const settings = createRoute({
  ...within,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/integrations/freshchat', replace: true })
  },
})
const freshchat = createRoute({
  ...within,
  path: '/settings/integrations/freshchat',
  component: lazyRouteComponent(() => import('./settings/FreshchatPage.tsx'), 'FreshchatPage'),
})

const ai = createRoute({
  ...within,
  path: '/settings/ai',
  component: lazyRouteComponent(() => import('./settings/ai/AiPage.tsx'), 'AiPage'),
})
const members = createRoute({
  ...within,
  path: '/settings/members',
  component: lazyRouteComponent(() => import('./members/MembersPage.tsx'), 'MembersPage'),
})
const audit = createRoute({
  ...within,
  path: '/settings/audit',
  validateSearch: auditFilterIn,
  component: lazyRouteComponent(() => import('./members/AuditPage.tsx'), 'AuditPage'),
})
const ownAccount = createRoute({
  ...within,
  path: '/account',
  component: lazyRouteComponent(() => import('./account/AccountPage.tsx'), 'AccountPage'),
})

/** Whatever is refused for want of a sign-in shows that it has ended; a wrong password is another matter. */
function heed(fault: Error): void {
  if (fault instanceof Refused && fault.code === 'unauthorized')
    void queries.invalidateQueries({ queryKey: keys.me })
}

export const queries = new QueryClient({
  queryCache: new QueryCache({
    onError: (fault, { queryKey }) => {
      if (queryKey[0] !== keys.me[0]) heed(fault)
    },
  }),
  mutationCache: new MutationCache({ onError: heed }),
  defaultOptions: {
    // without a network an act fails and says so; the library would keep it, and do it once nobody expects it any more
    mutations: { networkMode: 'always' },
    queries: {
      // what was refused is refused again; what could not be reached is tried twice more
      retry: (failures, fault) => !(fault instanceof Refused && fault.status > 0) && failures < 2,
      refetchOnWindowFocus: true,
    },
  },
})

export const router = createRouter({
  context: { queries },
  routeTree: root.addChildren([
    welcome,
    invitation,
    resetPassword,
    inside.addChildren([
      home,
      signIn,
      start,
      inbox.addChildren([session]),
      knowledge,
      newArticle,
      importArticles,
      suggestedPhrasings,
      websites,
      website,
      article,
      playground,
      analytics,
      flags,
      settings,
      freshchat,
      ai,
      members,
      audit,
      ownAccount,
    ]),
  ]),
  defaultPreload: 'intent',
  defaultErrorComponent: PageFailed,
  scrollRestoration: false,
})

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Of an article that was made a moment ago. */
    isNew?: boolean
  }
  interface Register {
    router: typeof router
  }
}
