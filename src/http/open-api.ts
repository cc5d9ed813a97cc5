import type { OpenAPIHono } from '@hono/zod-openapi'
import { cookiePrefix } from '../auth.ts'
import type { Config } from '../config.ts'

/** OpenAPI 3.1 of every operation that server.ts mounted. */
export function apiDocument(document: OpenAPIHono, config: Config) {
  const { openAPIRegistry } = document
  const schemes = openAPIRegistry.definitions.some(({ type }) => type === 'component')
  if (!schemes) {
    openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
      type: 'http',
      scheme: 'bearer',
      description: 'A key from POST /api/v1/api-keys',
    })
    openAPIRegistry.registerComponent('securitySchemes', 'session', {
      type: 'apiKey',
      in: 'cookie',
      name: `${cookiePrefix(config)}.session_token`,
      description: 'Set by POST /api/auth/sign-in/email',
    })
  }
  return document.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Baton', version: '1', description: 'An open-source AI agent for Freshchat' },
    servers: [{ url: config.publicUrl }],
  })
}
