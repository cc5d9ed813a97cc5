import type { ComponentProps } from 'react'

/** Keeps the focus while it cannot be pressed: the browser takes it from a button that is disabled, and gives it to nobody. */
export function Button({
  isOff,
  type = 'button',
  onClick,
  ...button
}: ComponentProps<'button'> & { isOff: boolean }) {
  return (
    <button
      {...button}
      type={type}
      aria-disabled={isOff}
      // Enter in a field of its form comes here, too
      onClick={(event) => (isOff ? event.preventDefault() : onClick?.(event))}
    />
  )
}
