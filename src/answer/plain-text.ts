/** Freshchat shows no Markdown (A6): what it means is said in plain text. Each pattern is linear or bounded in what it may span. */

const LINK =
  /(!?)\[([^\][\n]{0,500})\]\((<[^<>\n]{0,2000}>|(?:[^()\s]|\([^()\s]{0,200}\)){0,2000})(?:\s+["'][^"'\n]{0,500}["'])?\)/g

/** An escaped mark is set aside in Unicode's private area until all others are read. */
const ESCAPED = /\\([\\`*_{}[\]()#+\-.!|>~])/g
const ASIDE = 0xe000

export function plainText(markdown: string): string {
  const lines: string[] = []
  let inCode = false
  for (const line of markdown.replace(/\r\n?/g, '\n').split('\n')) {
    if (/^ {0,3}(```|~~~)/.test(line)) inCode = !inCode
    else if (inCode) lines.push(line)
    else if (!isRuler(line)) lines.push(plainLine(line))
  }
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}

/** Whether there is Markdown in it that a customer would see as clutter. */
export function hasMarkdown(text: string): boolean {
  return plainText(text) !== text.replace(/\n{3,}/g, '\n\n').trim()
}

/** A rule, a heading's underline, or the second row of a table. */
function isRuler(line: string): boolean {
  const bare = line.replaceAll(' ', '')
  return (
    /^(-{3,}|\*{3,}|_{3,}|={3,})$/.test(bare) ||
    (/^[|:-]{3,}$/.test(bare) && bare.includes('-') && bare.includes('|'))
  )
}

function plainLine(line: string): string {
  const trimmed = line.trim()
  const cells = trimmed.startsWith('|') && trimmed.endsWith('|') && trimmed.length > 2
  const text = cells
    ? trimmed
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim())
        .filter((cell) => cell !== '')
        .join(' – ')
    : line
        .trimEnd()
        .replace(/^ {0,3}#{1,6} +/, '')
        .replace(/^ {0,3}> ?/, '')
        .replace(/^(\s{0,12})[*+] (?=\S)/, '$1- ')
  return inline(text)
}

function inline(text: string): string {
  return text
    .replace(ESCAPED, (_whole, mark: string) => String.fromCharCode(ASIDE + mark.charCodeAt(0)))
    .replace(/<br\s{0,3}\/?>/gi, '\n')
    .replace(/<\/?[a-z][a-z0-9]{0,15}(\s[^<>]{0,1000})?>/gi, '')
    .replace(LINK, (_whole, image: string, label: string, target: string) => {
      const url = target.replace(/^<|>$/g, '')
      if (image === '!' || url === label || url === '' || !/^(https?|mailto|tel):/i.test(url)) return label
      return label === '' ? url : `${label}: ${url}`
    })
    .replace(/<((?:https?|mailto):[^<>\s]{1,2000})>/gi, '$1')
    .replace(/(\*\*|__)(?=\S)([^\n]{0,1000}?\S)\1/g, '$2')
    .replace(
      /(?<![\w*])\*(?=[^\s*])([^*\n]{0,500}[^\s*])?\*(?![\w*])/g,
      (whole, inner?: string) => inner ?? whole,
    )
    .replace(/(?<![\w_])_(?=[^\s_])([^_\n]{0,500}[^\s_])_(?![\w_])/g, '$1')
    .replace(/~~(?=\S)([^~\n]{0,500})~~/g, '$1')
    .replace(/`([^`\n]{1,500})`/g, '$1')
    .replace(/[\ue020-\ue07f]/g, (mark) => String.fromCharCode(mark.charCodeAt(0) - ASIDE))
}
