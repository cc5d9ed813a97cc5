import { note, span } from '../span.ts'
import type { Model } from './model.ts'

/** A model whose calls a trace shows, named as OpenTelemetry names calls of generative AI; nothing of what is asked or answered. */
export function seen(model: Model): Model {
  const [provider = '', ...rest] = model.name.split(':')
  const name = rest.join(':')
  return {
    ...model,
    complete(request) {
      const call = async () => {
        note({
          'gen_ai.operation.name': 'chat',
          'gen_ai.provider.name': provider,
          'gen_ai.request.model': name,
          'gen_ai.request.max_tokens': request.maxOutputTokens ?? null,
          'baton.model.about': request.about,
        })
        const answer = await model.complete(request)
        note({
          'gen_ai.usage.input_tokens': answer.usage.inputTokens,
          'gen_ai.usage.output_tokens': answer.usage.outputTokens,
        })
        return answer
      }
      return span(`chat ${name}`, call, 'call')
    },
  }
}
