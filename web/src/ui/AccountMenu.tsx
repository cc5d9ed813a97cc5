import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId } from 'react'
import { api, type Me } from '../api.ts'
import { isLanguage, LANGUAGES, useLanguage } from '../words/words.tsx'
import { Fault } from './Failed.tsx'
import { chooseTheme, THEMES, useTheme } from './theme.ts'

/** Who is signed in, how the pages look to them, and the way out. */
export function AccountMenu({ me, show }: { me: Me; show(what: 'palette' | 'keys'): void }) {
  const { words, language, speak } = useLanguage()
  const { nav } = words
  const theme = useTheme()
  const id = useId()
  const signOut = useMutation({
    mutationFn: () => api('POST', '/api/auth/sign-out'),
    // loaded anew, so that nothing of what was seen stays in the page
    onSuccess: () => location.assign('/'),
  })
  return (
    <>
      <button type="button" popoverTarget={id} className="btn btn-quiet min-w-0 md:justify-start">
        <span
          aria-hidden="true"
          className="grid size-7 shrink-0 place-items-center rounded-full bg-accent-soft text-sm text-accent"
        >
          {(me.member.name || me.member.email).slice(0, 1).toUpperCase()}
        </span>
        <span className="sr-only">{nav.account}</span>
        <span className="truncate text-sm text-soft max-md:hidden" aria-hidden="true">
          {me.member.email}
        </span>
      </button>
      <div
        id={id}
        popover="auto"
        className="m-auto w-72 rounded-xl border border-line bg-raised p-4 text-ink shadow-xl md:mb-4 md:ml-4"
      >
        <p className="font-semibold">{me.member.name}</p>
        <p className="hint mb-3">
          {me.member.email} · {me.organization.name}
        </p>
        <label className="mb-3 block">
          {nav.theme}
          <select
            className="mt-1"
            value={theme}
            onChange={({ currentTarget: { value } }) =>
              chooseTheme(THEMES.find((each) => each === value) ?? 'system')
            }
          >
            {THEMES.map((each) => (
              <option key={each} value={each}>
                {nav.themes[each]}
              </option>
            ))}
          </select>
        </label>
        <label className="mb-3 block">
          {nav.languageLabel}
          <select
            className="mt-1"
            value={language}
            onChange={({ currentTarget: { value } }) => isLanguage(value) && speak(value)}
          >
            {Object.entries(LANGUAGES).map(([code, { language: name }]) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <div className="flex flex-col">
          <Link
            to="/account"
            className="btn btn-quiet justify-start"
            onClick={() => document.getElementById(id)?.hidePopover()}
          >
            {nav.ownAccount}
          </Link>
          <MenuButton id={id} does={() => show('palette')} keys="Ctrl K">
            {nav.commands}
          </MenuButton>
          <MenuButton id={id} does={() => show('keys')} keys="?">
            {nav.keys}
          </MenuButton>
          <button type="button" className="btn mt-3" onClick={() => signOut.mutate()}>
            {nav.signOut}
          </button>
          <Fault fault={signOut.error} />
        </div>
      </div>
    </>
  )
}

function MenuButton({
  id,
  does,
  keys,
  children,
}: {
  id: string
  does(): void
  keys: string
  children: string
}) {
  return (
    <button
      type="button"
      className="btn btn-quiet justify-between"
      popoverTarget={id}
      popoverTargetAction="hide"
      onClick={does}
    >
      {children} <kbd>{keys}</kbd>
    </button>
  )
}
