import { useNavigate } from '@tanstack/react-router'
import { Command } from 'cmdk'
import { useWords } from '../words/words.tsx'
import { Dialog } from './Dialog.tsx'
import { usePause } from './pause.ts'
import { usePlaces } from './places.ts'
import { useRole } from './role.ts'
import { chooseTheme, THEMES } from './theme.ts'

/** Everything by its name. */
export function Palette({ close, showKeys }: { close(): void; showKeys(): void }) {
  const words = useWords()
  const { nav, palette, pause } = words
  const go = useNavigate()
  const { paused, setPaused } = usePause()
  const mayConnect = useRole('admin')
  const { main, beneath, settings } = usePlaces()
  const then = (act: () => unknown) => () => {
    close()
    void act()
  }
  const group =
    '[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-soft'
  return (
    <Dialog title={palette.label} isTitleHidden close={close}>
      <Command label={palette.label} loop>
        <Command.Input autoFocus placeholder={palette.placeholder} />
        <Command.List className="mt-2 max-h-80 overflow-y-auto">
          <Command.Empty className="hint p-3">{palette.nothing}</Command.Empty>
          <Command.Group heading={palette.goTo} className={group}>
            {[...main, ...beneath, ...settings].map(({ name, to }) => (
              <Item key={to} name={name} does={then(() => go({ to }))} />
            ))}
          </Command.Group>
          <Command.Group heading={palette.doThis} className={group}>
            {mayConnect && paused !== undefined && (
              <Item name={paused ? pause.resume : pause.pause} does={then(() => setPaused(!paused))} />
            )}
            {THEMES.map((theme) => (
              <Item
                key={theme}
                name={`${nav.theme}: ${nav.themes[theme]}`}
                does={then(() => chooseTheme(theme))}
              />
            ))}
            <Item name={words.keys.title} does={then(showKeys)} />
          </Command.Group>
        </Command.List>
      </Command>
    </Dialog>
  )
}

function Item({ name, does }: { name: string; does(): void }) {
  return (
    <Command.Item
      onSelect={does}
      className="cursor-pointer rounded-lg px-2 py-2 data-[selected=true]:bg-accent-soft data-[selected=true]:text-accent"
    >
      {name}
    </Command.Item>
  )
}
