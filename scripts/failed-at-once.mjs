// A reporter: a failed test is named when it fails, since a run of half an hour may be cut off before its end.
import { relative } from 'node:path'
import { root } from './root.mjs'

export default class FailedAtOnce {
  onTestCaseResult(test) {
    const { state, errors } = test.result()
    if (state !== 'failed') return
    const said = errors?.[0]?.message.split('\n')[0] ?? ''
    console.log(`\n✗ ${relative(root, test.module.moduleId)}: ${test.fullName}\n    ${said}`)
  }
}
