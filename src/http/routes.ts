import { findAlerts, getSigningSecret, testAlert } from './alerts.ts'
import { getAnalytics } from './analytics.ts'
import { exportCalls, exportSessions } from './analytics-export.ts'
import { addApiKey, listApiKeys, removeApiKey } from './api-keys.ts'
import { ask } from './ask.ts'
import { getAttachment } from './attachments.ts'
import { findAuditEntries } from './audit.ts'
import { getConfidenceCurve } from './confidence-curve.ts'
import {
  deleteConnection,
  getConnection,
  patchConnection,
  putConnection,
  testConnection,
} from './connection.ts'
import { eraseContact, exportContact, listContacts } from './contacts.ts'
import { getCustomer } from './customer.ts'
import { watchEvents } from './events.ts'
import { firstRun, getFirstRun } from './first-run.ts'
import { addFlag, findFlags, removeFlag } from './flags.ts'
import { connectSandbox, getAccount } from './freshchat-account.ts'
import { everyone, type Guard, memberOnly, needs, signedIn } from './guard.ts'
import {
  acceptInvitation,
  addInvitation,
  findInvitations,
  lookAtInvitation,
  withdrawInvitation,
} from './invitations.ts'
import {
  addArticle,
  changeArticle,
  dropArticle,
  emptyKnowledge,
  findArticles,
  getArticle,
} from './knowledge.ts'
import { importKnowledge } from './knowledge-import.ts'
import { searchKnowledge } from './knowledge-search.ts'
import { addOrganization, chooseOrganization, me } from './me.ts'
import { addResetLink, changeMember, endMembersSignIns, findMembers, removeMember } from './members.ts'
import { testModel } from './model-test.ts'
import type { Operation } from './operation.ts'
import { getOverview, getSessionValues } from './overview.ts'
import { forgotPassword, resetPassword } from './password.ts'
import { previewRetention } from './retention-preview.ts'
import { dropSamples } from './samples.ts'
import { addMessage, handBack, resolveSession, takeOver } from './session-acts.ts'
import { findSessions, getMessages, getSession, getTurns } from './sessions.ts'
import { getSettings, patchSettings } from './settings.ts'
import { changePassword, signIn, signOut } from './sign-in.ts'
import { dropSignIn, listSignIns } from './sign-ins.ts'
import {
  addSource,
  cancelSource,
  changeSource,
  crawlSource,
  dropSource,
  findSourcePages,
  findSources,
  getSource,
} from './sources.ts'
import { acceptSuggested, dismissSuggested, findSuggested } from './suggested-phrasings.ts'
import { getSupportBundle } from './support-bundle.ts'
import { previewTemplates } from './template-preview.ts'
import { matchTopics } from './topic-match.ts'
import { confirmTwoFactor, getTwoFactor, startTwoFactor, stopTwoFactor } from './two-factor.ts'

/** Every route of the API behind its guard, in the order in which the document shows them. */
export const routes: [Guard, Operation][] = [
  [everyone, getFirstRun],
  [everyone, firstRun],
  [everyone, signIn],
  [everyone, signOut],
  [everyone, forgotPassword],
  [everyone, resetPassword],
  [everyone, lookAtInvitation],
  [everyone, acceptInvitation],
  [memberOnly, changePassword],
  [memberOnly, getTwoFactor],
  [memberOnly, startTwoFactor],
  [memberOnly, confirmTwoFactor],
  [memberOnly, stopTwoFactor],
  [memberOnly, listSignIns],
  [memberOnly, dropSignIn],

  [signedIn, me],
  [memberOnly, addOrganization],
  [memberOnly, chooseOrganization],
  [needs('members:read'), findMembers],
  [needs('members:write'), changeMember],
  [needs('members:write'), removeMember],
  [needs('members:write'), addResetLink],
  [needs('members:write'), endMembersSignIns],
  [needs('members:read'), findInvitations],
  [needs('members:write'), addInvitation],
  [needs('members:write'), withdrawInvitation],
  [needs('members:read'), listApiKeys],
  [needs('members:write'), addApiKey],
  [needs('members:write'), removeApiKey],
  [needs('members:read'), findAuditEntries],

  [needs('connection:read'), getConnection],
  [needs('connection:write'), putConnection],
  [needs('connection:write'), patchConnection],
  [needs('connection:write'), testConnection],
  [needs('connection:read'), getAccount],
  [needs('connection:write'), connectSandbox],
  [needs('connection:write'), deleteConnection],

  // each kind of event needs its own scope, which events.ts looks at
  [signedIn, watchEvents],

  [needs('sessions:read'), getOverview],
  [needs('sessions:read'), getAnalytics],
  [needs('sessions:read'), exportSessions],
  [needs('sessions:read'), exportCalls],
  [needs('sessions:read'), findSessions],
  // before the route that takes any id
  [needs('sessions:read'), getSessionValues],
  [needs('sessions:read'), getSession],
  [needs('sessions:read'), getMessages],
  [needs('sessions:read'), getTurns],
  [needs('sessions:read'), getAttachment],
  [needs('sessions:write'), takeOver],
  [needs('sessions:write'), handBack],
  [needs('sessions:write'), resolveSession],
  [needs('sessions:write'), addMessage],
  [needs('sessions:read'), findFlags],
  [needs('sessions:write'), addFlag],
  [needs('sessions:write'), removeFlag],
  [needs('sessions:read'), getCustomer],
  [needs('privacy:read'), getSupportBundle],

  [needs('privacy:read'), listContacts],
  [needs('privacy:read'), exportContact],
  [needs('privacy:write'), eraseContact],

  [needs('knowledge:read'), findArticles],
  [needs('knowledge:write'), addArticle],
  [needs('knowledge:write'), emptyKnowledge],
  [needs('knowledge:write'), dropSamples],
  [needs('knowledge:read'), getArticle],
  [needs('knowledge:write'), changeArticle],
  [needs('knowledge:write'), dropArticle],
  [needs('knowledge:write'), importKnowledge],
  [needs('knowledge:read'), searchKnowledge],
  [needs('knowledge:read'), findSuggested],
  [needs('knowledge:write'), acceptSuggested],
  [needs('knowledge:write'), dismissSuggested],
  [needs('knowledge:read'), findSources],
  [needs('knowledge:write'), addSource],
  [needs('knowledge:read'), getSource],
  [needs('knowledge:write'), changeSource],
  [needs('knowledge:write'), dropSource],
  [needs('knowledge:write'), crawlSource],
  [needs('knowledge:write'), cancelSource],
  [needs('knowledge:read'), findSourcePages],
  [needs('ask:write'), ask],

  [needs('settings:read'), getSettings],
  [needs('settings:write'), patchSettings],
  [needs('settings:read'), getConfidenceCurve],
  [needs('settings:read'), matchTopics],
  [needs('settings:read'), previewTemplates],
  [needs('settings:read'), previewRetention],
  [needs('settings:write'), testModel],
  [needs('settings:read'), findAlerts],
  [needs('settings:write'), testAlert],
  [needs('settings:write'), getSigningSecret],
]
