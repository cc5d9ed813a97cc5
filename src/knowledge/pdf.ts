import { readingOf } from './reading.ts'

/** What a PDF says. */
export interface PdfText {
  /** Empty where it says none. */
  title: string
  markdown: string
}

/** Throws UnreadableFile for what is encrypted, without text, broken, or too much to read. */
export function readPdf(bytes: Uint8Array): Promise<PdfText> {
  return readingOf({ kind: 'pdf', bytes })
}
