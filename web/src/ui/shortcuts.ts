import { useEffect, useRef } from 'react'

/** What a key does, by its name in small letters; not while somebody types, and not behind a dialog or a menu. */
export type Shortcuts = Record<string, () => void>

export function useShortcuts(shortcuts: Shortcuts): void {
  const now = useRef(shortcuts)
  now.current = shortcuts
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      if (isTyping(event.target) || document.querySelector('dialog[open], :popover-open') !== null) return
      const act = now.current[event.key.toLowerCase()]
      // Enter is the focused control's own
      if (act === undefined || (event.key === 'Enter' && isControl(event.target))) return
      event.preventDefault()
      // Escape takes back one thing at a time: what is unfolded around the focus first
      if (event.key === 'Escape' && folds(event.target)) return
      act()
    }
    addEventListener('keydown', pressed)
    return () => removeEventListener('keydown', pressed)
  }, [])
}

function folds(target: EventTarget | null): boolean {
  const unfolded = target instanceof Element ? target.closest<HTMLDetailsElement>('details[open]') : null
  if (unfolded === null) return false
  unfolded.open = false
  unfolded.querySelector('summary')?.focus()
  return true
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('a, button, summary, [role=option]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || ['TEXTAREA', 'SELECT'].includes(target.tagName)) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button'].includes(target.type)
}
