const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' })

export function timeOf(iso: string): string {
  return TIME.format(new Date(iso))
}
