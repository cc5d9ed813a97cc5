/** A few strokes of our own; decoration beside a word that says the same. */
const PATHS = {
  inbox: 'M3 12h5l2 3h4l2-3h5M5 5h14l2 7v7H3v-7z',
  start: 'M4 5l2 2 3-4M4 12l2 2 3-4M4 19l2 2 3-4M13 6h8M13 13h8M13 20h8',
  more: 'M4 7h16M4 12h16M4 17h16',
  playground: 'M4 5h16v11H9l-5 4zM8 10h8',
  analytics: 'M4 20V11M10 20V4M16 20v-7M22 20H2',
  knowledge: 'M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2zM12 6v14',
  add: 'M12 5v14M5 12h14',
  settings: 'M10 3h4v3l3 2 3-1 2 3-3 2v2l3 2-2 3-3-1-3 2v1h-4v-3l-3-2-3 1-2-3 3-2v-2L2 8l2-3 3 1 3-2z',
  ai: 'M12 3l2 6 6 2-6 2-2 6-2-6-6-2 6-2zM19 16v4M17 18h4',
  members:
    'M9 5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM3 20c0-4 3-5 6-5s6 1 6 5M16 5a3.5 3.5 0 0 1 0 7M18 15c2 .5 3 2 3 5',
  audit: 'M8 6h13M8 12h13M8 18h13M3 6h1M3 12h1M3 18h1',
  search: 'M10 4a6 6 0 1 0 0 12 6 6 0 0 0 0-12zM15 15l6 6',
  back: 'M15 5l-7 7 7 7',
  flag: 'M5 21V4h13l-3 4 3 4H5',
  out: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  sandbox: 'M3 5h18v14H3zM12 5v14',
  pause: 'M8 5v14M16 5v14',
  play: 'M7 4l12 8-12 8z',
  check: 'M4 12l5 6L20 6',
} as const

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width="17"
      height="17"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      <path d={PATHS[name]} />
    </svg>
  )
}
