import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Those that take a minute and more, begun first, so that no worker sits idle beside one at the end. */
const LONG = [
  'truth/',
  'eval',
  'faults/kill',
  'faults/instances',
  'start/',
  'faults/npm',
  'hostile-input',
  'stories/ends',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const at = LONG.findIndex((name) => moduleId.includes(`/test/${name}`))
      return at < 0 ? LONG.length : at
    }
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b))
  }
}

// Two cores is the usual machine: stories start real servers and databases, so two files at a time is the most that helps.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'sandbox/**/*.test.ts', 'test/**/*.test.ts'],
    testTimeout: 150_000,
    hookTimeout: 150_000,
    maxWorkers: 2,
    // batches of the model at once, in one process: each waits for its database half of the time
    maxConcurrency: 2,
    pool: 'forks',
    // to read all modules, and to open an embedded database, takes seconds: once for each worker, not for each file
    isolate: false,
    sequence: { sequencer: LongestFirst },
    globalSetup: ['test/setup/global.ts'],
  },
})
