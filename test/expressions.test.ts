import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { analyse } from 'scslre'
import { parseAst } from 'vite'
import { expect, test, vi } from 'vitest'

/**
 * No regular expression takes longer than the text is long, whoever wrote the text: an analysis of each finds those that would try the
 * same characters again and again. What is built from words is looked at as it is built.
 */

const root = join(import.meta.dirname, '..')

function sources(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    if (statSync(join(root, path)).isDirectory()) return sources(path)
    return /\.ts$/.test(name) && !/\.test\.ts$|\.test-kit\.ts$|\.d\.ts$/.test(name) ? [path] : []
  })
}

interface Found {
  literals: { pattern: string; flags: string }[]
  /** How often `new RegExp` stands there. */
  built: number
}

function expressionsIn(file: string): Found {
  const found: Found = { literals: [], built: 0 }
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return
    // what an ESTree holds, here and below
    const { type, regex, callee } = node as {
      type?: string
      regex?: Found['literals'][0]
      callee?: { name?: string }
    }
    if (type === 'Literal' && regex) found.literals.push(regex)
    if ((type === 'NewExpression' || type === 'CallExpression') && callee?.name === 'RegExp') found.built++
    for (const [key, child] of Object.entries(node)) if (key !== 'regex') visit(child)
  }
  visit(parseAst(readFileSync(join(root, file), 'utf8'), { lang: 'ts' }))
  return found
}

const isSlow = (expression: RegExp): boolean => analyse(expression).reports.length > 0

test('the analysis knows a slow one when it sees it', () => {
  expect([/(a+)+$/, /\s+$/, /^(?:\w+\s?)*$/].map(isSlow)).toEqual([true, true, true])
  expect([/^\s+x/, /\S{0,20}$/].map(isSlow)).toEqual([false, false])
})

const files = sources('src')

test('none that stands in the source is slow on any text', () => {
  const all = files.flatMap((file) =>
    expressionsIn(file).literals.map(({ pattern, flags }) => ({
      file,
      expression: new RegExp(pattern, flags),
    })),
  )
  expect(all.length).toBeGreaterThan(100)
  const slow = all.filter(({ expression }) => isSlow(expression))
  expect(slow.map(({ file, expression }) => `${file}: ${expression}`)).toEqual([])
})

test('none that is built from words is either', async () => {
  const builders = files.filter((file) => expressionsIn(file).built > 0)
  const built: RegExp[] = []
  class Watched extends RegExp {
    constructor(...words: ConstructorParameters<typeof RegExp>) {
      super(...words)
      built.push(new Real(this.source, this.flags))
    }
  }
  const Real = globalThis.RegExp
  vi.resetModules()
  vi.stubGlobal('RegExp', Watched)
  try {
    for (const file of builders) await import(join(root, file))
  } finally {
    vi.unstubAllGlobals()
  }
  const expected = builders.reduce((sum, file) => sum + expressionsIn(file).built, 0)
  expect(expected).toBeGreaterThan(2)
  expect(built.length).toBeGreaterThanOrEqual(expected)
  expect(built.filter(isSlow).map(({ source }) => source.slice(0, 80))).toEqual([])
})
