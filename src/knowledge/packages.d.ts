/** What we use of packages that come without types, or with types that would bring a browser's globals into the server. */

declare module 'snowball-stemmers' {
  export function newStemmer(algorithm: string): { stem(word: string): string }
}

declare module 'stopword' {
  const lists: Record<string, string[] | ((...args: never[]) => unknown)>
  export = lists
}

declare module 'linkedom' {
  export interface PageElement {
    readonly nodeName: string
    readonly textContent: string
    remove(): void
    readonly id: string
    getAttribute(name: string): string | null
    setAttribute(name: string, value: string): void
    removeAttribute(name: string): void
    closest(selector: string): PageElement | null
    querySelector(selector: string): PageElement | null
    querySelectorAll(selector: string): PageElement[]
    replaceWith(text: string): void
  }
  export interface PageDocument extends PageElement {
    readonly body: PageElement
    toString(): string
  }
  export function parseHTML(html: string): { document: PageDocument }
}

declare module '@mozilla/readability' {
  import type { PageDocument, PageElement } from 'linkedom'
  export class Readability {
    constructor(
      document: PageDocument,
      options: { keepClasses: boolean; serializer: (part: PageElement) => PageElement },
    )
    parse(): { content: PageElement | null } | null
  }
}

declare module 'turndown' {
  import type { PageElement } from 'linkedom'

  interface Rule {
    filter: string | string[] | ((node: PageElement) => boolean)
    replacement(content: string, node: PageElement): string
  }
  export default class TurndownService {
    constructor(options: Record<string, string>)
    addRule(name: string, rule: Rule): this
    turndown(node: PageElement): string
  }
}
