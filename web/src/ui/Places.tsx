import { Link, useLocation } from '@tanstack/react-router'
import { useId } from 'react'
import { useWords } from '../words/words.tsx'
import { Icon } from './Icon.tsx'
import { usePlaces } from './places.ts'

type Places = ReturnType<typeof usePlaces>
type To = Places['main' | 'settings'][number]

/** Where one can go. A phone has room for the first of them; all others stand in a list of their own. */
export function Places() {
  const { nav } = useWords()
  const { main, settings } = usePlaces()
  return (
    <nav aria-label={nav.main} className="flex gap-1 md:flex-col">
      {main.map((place) => (
        <Place key={place.to} {...place} className={place.isFirst ? '' : 'max-md:hidden'} />
      ))}
      {settings.map((place) => (
        <Place key={place.to} {...place} className="max-md:hidden" />
      ))}
      <More places={[...main.filter(({ isFirst }) => !isFirst), ...settings]} />
    </nav>
  )
}

function Place({ to, name, icon, className }: Pick<To, 'to' | 'name' | 'icon'> & { className: string }) {
  const isHere = useIsHere()([to])
  return (
    <Link
      to={to}
      className={`${className} ${PLACE} ${isHere ? HERE : 'text-soft'}`}
      {...(isHere ? { 'aria-current': 'page' } : {})}
    >
      <Icon name={icon} />
      <span className="max-md:sr-only">{name}</span>
    </Link>
  )
}

function More({ places }: { places: Pick<To, 'to' | 'name' | 'icon'>[] }) {
  const { nav } = useWords()
  const id = useId()
  const isHere = useIsHere()
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={`${PLACE} md:hidden ${isHere(places.map(({ to }) => to)) ? HERE : 'text-soft'}`}
      >
        <Icon name="more" />
        <span className="sr-only">{nav.more}</span>
      </button>
      <div
        id={id}
        popover="auto"
        className="m-auto w-72 rounded-xl border border-line bg-raised p-2 text-ink shadow-xl"
      >
        {places.map(({ to, name, icon }) => (
          <Link
            key={to}
            to={to}
            onClick={() => document.getElementById(id)?.hidePopover()}
            className={`${PLACE} ${isHere([to]) ? HERE : ''}`}
            {...(isHere([to]) ? { 'aria-current': 'page' } : {})}
          >
            <Icon name={icon} /> {name}
          </Link>
        ))}
      </div>
    </>
  )
}

/** Whether one of these is the page, or the page stands under it. */
function useIsHere(): (places: string[]) => boolean {
  const { pathname } = useLocation()
  return (places) => places.some((to) => pathname === to || pathname.startsWith(`${to}/`))
}

const PLACE =
  'flex min-h-11 min-w-11 items-center gap-2.5 rounded-lg px-2.5 font-semibold no-underline hover:bg-hover max-md:justify-center md:min-h-9 [[popover]>&]:justify-start'
const HERE = 'bg-accent-soft text-accent'
