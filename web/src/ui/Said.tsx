/** Stands for the words while the sentence is made; nobody types it. */
const HERE = '\uFFFC'

/** A sentence around what somebody else wrote, which may run from right to left and turns nothing around it. */
export function Said({ by: sentence, children }: { by(words: string): string; children: string }) {
  const [before, after] = sentence(HERE).split(HERE)
  return (
    <>
      {before}
      <bdi>{children}</bdi>
      {after}
    </>
  )
}
