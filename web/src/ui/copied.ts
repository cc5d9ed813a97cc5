/** Takes a field's text elsewhere. False: neither way works here, and the text stays selected, for Ctrl C. */
export async function copied(field: HTMLInputElement | HTMLTextAreaElement | null): Promise<boolean> {
  return field !== null && ((await byBrowser(field.value)) || fromSelection(field))
}

/** Over plain http a browser has no clipboard, and elsewhere it may refuse. */
async function byBrowser(text: string): Promise<boolean> {
  if (navigator.clipboard === undefined) return false
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  )
}

/** The older way, which works everywhere. */
function fromSelection(field: HTMLInputElement | HTMLTextAreaElement): boolean {
  const before = document.activeElement
  field.focus()
  field.select()
  const isCopied = document.execCommand('copy')
  if (isCopied && before instanceof HTMLElement) before.focus()
  return isCopied
}
