import { useMemo } from 'react'
import { encode } from 'uqr'

/** Modules of white around it, by which a camera tells it from the page. */
const QUIET_ZONE = 4

/**
 * What a phone's camera reads, drawn in the page: nobody else is asked to draw it, who would read the secret in it. Black on white in
 * the dark too, since many apps do not read it the other way round.
 */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, dark } = useMemo(() => drawn(text), [text])
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-56 max-w-full rounded-lg"
    >
      <path fill="#fff" d={`M0 0h${size}v${size}h-${size}z`} />
      <path fill="#000" d={dark} />
    </svg>
  )
}

/** The dark modules as one path, each run of a row as one rectangle. */
function drawn(text: string): { size: number; dark: string } {
  const { size, data } = encode(text, { ecc: 'M', border: QUIET_ZONE })
  const rows = data.map((row) => row.map((isDark) => (isDark ? '#' : ' ')).join(''))
  const runs = rows.flatMap((row, y) =>
    [...row.matchAll(/#+/g)].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  )
  return { size, dark: runs.join('') }
}
