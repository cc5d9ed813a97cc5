import type { Settings } from '../settings.ts'

type Provider = Exclude<Settings['model']['provider'], 'builtin'>

interface Names {
  sees: RegExp
  /** Names that look like it, and do not see. */
  blind: RegExp
}

/**
 * Which models see. No provider's API says it everywhere, so the name does; one that is not known here counts as blind, which
 * costs a handoff, where the other error would cost an answer about a picture that was never seen.
 */
const NAMES: Record<Provider, Names> = {
  openai: {
    sees: /^(ft:)?(gpt-4o|chatgpt-4o|gpt-4\.1|gpt-4-turbo|gpt-5|o3|o4)/,
    blind: /^(ft:)?o3-mini|audio|realtime|transcribe|tts|search|gpt-4-turbo-preview/,
  },
  anthropic: { sees: /^claude-/, blind: /^claude-(instant|[12])\b/ },
  'openai-compatible': {
    sees: /llava|vision|pixtral|moondream|gpt-4o|gemma-?3(?!n)|minicpm-v|(\b|\d)vl\b/,
    // the smallest of this family read only
    blind: /gemma-?3[:-](270m|1b)|audio|embed/,
  },
}

export function seesImages(provider: Provider, name: string): boolean {
  const { sees, blind } = NAMES[provider]
  const lower = name.toLowerCase()
  return sees.test(lower) && !blind.test(lower)
}
