import { useLocation } from '@tanstack/react-router'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Me } from '../api.ts'
import { useIsLive } from '../live.ts'
import { useWords } from '../words/words.tsx'
import { AccountMenu } from './AccountMenu.tsx'
import { Banners } from './Banners.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { KeysHelp } from './KeysHelp.tsx'
import { Palette } from './Palette.tsx'
import { Places } from './Places.tsx'
import { usePause } from './pause.ts'
import { useRole } from './role.ts'
import { useShortcuts } from './shortcuts.ts'

/** What stands around every page: where one can go, the pause switch, what is wrong, who is signed in. */
export function Shell({ me, children }: { me: Me; children: ReactNode }) {
  const words = useWords()
  const [shows, setShows] = useState<'palette' | 'keys' | null>(null)
  useShortcuts({ '?': () => setShows('keys') })
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return
      event.preventDefault()
      setShows((now) => (now === 'palette' ? null : 'palette'))
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
  const around = useRef<HTMLElement>(null)
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    // who followed a link of the navigation reads on in the page; a page that has put the focus somewhere itself keeps it there
    const { activeElement } = document
    if (activeElement === document.body || around.current?.contains(activeElement)) main.current?.focus()
  }, [pathname])
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        className="btn btn-primary sr-only focus:not-sr-only focus:absolute focus:left-3 focus:top-3 focus:z-10"
        href="#main"
      >
        {words.skip}
      </a>
      <header
        ref={around}
        className="flex shrink-0 items-center gap-1 border-b border-line bg-card px-3 py-2 md:w-60 md:flex-col md:items-stretch md:overflow-y-auto md:border-b-0 md:border-r md:px-2 md:py-4"
      >
        <strong className="hidden px-2 pb-4 text-[1.1rem] md:block">Baton</strong>
        <Places />
        <div className="ml-auto flex items-center gap-1 md:ml-0 md:mt-auto md:flex-col md:items-stretch">
          <Pause />
          <AccountMenu me={me} show={setShows} />
        </div>
      </header>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <Banners isLive={useIsLive()} />
        <main ref={main} id="main" tabIndex={-1} className="min-h-0 flex-1 overflow-y-auto outline-none">
          {children}
        </main>
      </div>
      {shows === 'palette' && <Palette close={() => setShows(null)} showKeys={() => setShows('keys')} />}
      {shows === 'keys' && <KeysHelp close={() => setShows(null)} />}
    </div>
  )
}

function Pause() {
  const { pause } = useWords()
  const mayChange = useRole('admin')
  const { paused, isChanging, setPaused } = usePause()
  if (!mayChange || paused === undefined) return null
  const label = paused ? pause.resume : pause.pause
  return (
    <Button
      className={`btn ${paused ? 'btn-primary' : ''}`}
      isOff={isChanging}
      onClick={() => setPaused(!paused)}
    >
      <Icon name={paused ? 'play' : 'pause'} />
      <span className="max-md:sr-only">{label}</span>
    </Button>
  )
}
