import { defineConfig } from 'vitest/config'

// Two cores is the usual machine: stories start real servers and databases, so two files at a time is the most that helps.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'sandbox/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 150_000,
    hookTimeout: 150_000,
    maxWorkers: 2,
    pool: 'forks',
    globalSetup: ['test/setup/global.ts'],
  },
})
