export interface Edge {
  from: string
  /** A file below the root, or a package's name. */
  to: string
  typeOnly: boolean
}

/** Each folder with what it may import by value, beside packages. Types may come from anywhere but above. */
const ALLOWED: [folder: RegExp, mayImport: RegExp][] = [
  [/^src\/cli\.ts$/, /^src\//],
  [/^src\/(serve|demo)\.ts$/, /^(src|sandbox)\//],
  [/^src\/command\//, /^src\/(command|store|rules|[a-z-]+\.ts)/],
  [/^src\/http\//, /^src\/(http|turn|alerts|answer|crawl|knowledge|freshchat|store|rules|[a-z-]+\.ts)/],
  [/^src\/turn\//, /^src\/(turn|answer|knowledge|freshchat|store|rules|[a-z-]+\.ts)/],
  [/^src\/alerts\//, /^src\/(alerts|store|rules|[a-z-]+\.ts)/],
  [/^src\/watch\//, /^src\/(watch|alerts|crawl|knowledge|freshchat|store|rules|[a-z-]+\.ts)/],
  [/^src\/crawl\//, /^src\/(crawl|knowledge|store|rules|[a-z-]+\.ts)/],
  [/^src\/answer\//, /^src\/(answer|knowledge|store|rules|[a-z-]+\.ts)/],
  [/^src\/knowledge\//, /^src\/(knowledge|store|rules|[a-z-]+\.ts)/],
  [/^src\/freshchat\//, /^src\/(freshchat|rules|clock\.ts|dial\.ts|retry-after\.ts|storable\.ts)/],
  [
    /^src\/store\//,
    /^src\/(store|rules|freshchat\/rate\.ts|secret\.ts|settings\.ts|storable\.ts|conversation\.ts|connection\.ts|alert\.ts)/,
  ],
  [/^src\/rules\//, /^src\/(rules|alert\.ts|conversation\.ts|connection\.ts|settings\.ts)/],
  // what wires things together stands at the root beside the nouns
  [/^src\/freshchat-(clients|calls)\.ts$/, /^src\/(freshchat|store|secret\.ts|log\.ts|span\.ts)/],
  [/^src\/traces\.ts$/, /^src\/(span|log|version)\.ts/],
  [/^src\/config\.ts$/, /^src\/config-traces\.ts/],
  [/^src\/secret-file\.ts$/, /^src\/config\.ts/],
  [/^src\/auth\.ts$/, /^src\/(store|config\.ts|secret\.ts|clock\.ts)/],
  [/^src\/[a-z-]+\.ts$/, /^src\/(clock|secret|settings|conversation|connection)\.ts/],
  [/^sandbox\//, /^(sandbox\/|src\/freshchat\/(resource|event)\.ts)/],
]

const PURE = /^src\/rules\//
const PURE_PACKAGES = /^(zod|luxon)$/
const ROOT_ONLY = /^src\/((cli|serve|demo)\.ts$|command\/)/

/** The imports that point the wrong way, each as a sentence. */
export function wrongImports(edges: Edge[]): string[] {
  return edges.flatMap(({ from, to, typeOnly }) => {
    const sentence = `${from} must not import ${to}`
    if (ROOT_ONLY.test(to) && !ROOT_ONLY.test(from)) return [sentence]
    const isOurs = /^(src|sandbox|test|bench|web)\//.test(to)
    if (PURE.test(from) && !isOurs) return PURE_PACKAGES.test(to) ? [] : [sentence]
    if (!isOurs || (typeOnly && !/^(sandbox|src\/rules)\//.test(from))) return []
    const rule = ALLOWED.find(([folder]) => folder.test(from))
    return rule?.[1].test(to) ? [] : [sentence]
  })
}

/** What a file imports; `import type` and a list of only `type` names cost nothing at run time. */
export function importsOf(text: string): { to: string; typeOnly: boolean }[] {
  return [...text.matchAll(/^\s*(?:import|export)\s+((?:[^'"`;]*?\sfrom\s+)?)['"]([^'"]+)['"]/gm)].map(
    ([, clause = '', to = '']) => {
      const names = /\{([^}]*)\}/
        .exec(clause)?.[1]
        ?.split(',')
        .map((name) => name.trim())
        .filter(Boolean)
      const onlyTypes =
        names !== undefined &&
        names.length > 0 &&
        names.every((name) => name.startsWith('type ')) &&
        /^\s*\{/.test(clause)
      return { to, typeOnly: /^type\s/.test(clause) || onlyTypes }
    },
  )
}
