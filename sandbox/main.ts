import { startSandbox } from './sandbox.ts'

const sandbox = await startSandbox({
  port: Number(process.env.SANDBOX_PORT ?? 3001),
  host: process.env.HOST ?? '127.0.0.1',
  dataDir: process.env.BATON_DATA ?? './data',
})
console.log(`Freshchat sandbox: ${sandbox.url}  (token, webhook key and faults: ${sandbox.url}/admin)`)

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
}
