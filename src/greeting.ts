import type { Sandbox } from '../sandbox/sandbox.ts'
import type { Config } from './config.ts'

/** What a person who started it wants to read. `url`: where it listens; `token`: the first owner's way in, while nobody owns it. */
export function greetingOf(
  config: Config,
  url: string,
  sandbox: Sandbox | null,
  token: string | null,
): string[] {
  // as people type it; the address itself where we listen on another one than this machine's own
  const local = (address: string) => address.replace('//127.0.0.1:', '//localhost:')
  const dashboard = config.publicUrlIsDefault ? local(url) : config.publicUrl
  return [
    `Baton              ${dashboard}`,
    ...(sandbox === null
      ? []
      : [`Freshchat sandbox  ${local(sandbox.url)}  (write in the widget, and watch)`]),
    ...(token === null
      ? []
      : [`Nobody owns this install yet. Its first owner comes in here, once: ${dashboard}/welcome#${token}`]),
  ]
}
