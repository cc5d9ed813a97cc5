import { useTimes } from '../ui/time.ts'
import { inTheirWords } from '../words/server.ts'
import { useWords } from '../words/words.tsx'
import type { Imported } from './import-file.ts'

/** So many of the lines that are left out are named. */
const MOST_NAMED = 100

/** How many are new, updated, left out; the same of what would happen and of what did. */
export function Outcome({ outcome: { imported, updated, skipped } }: { outcome: Imported }) {
  const words = useWords().knowledge.import
  const { whole } = useTimes()
  const figures = [
    [words.added, imported, 'text-good'],
    [words.updated, updated, 'text-good'],
    [words.skipped, skipped.length, skipped.length > 0 ? 'text-bad' : 'text-soft'],
  ] as const
  return (
    <div role="status">
      <dl className="my-3 flex flex-wrap gap-x-8 gap-y-2">
        {figures.map(([name, count, tone]) => (
          <div key={name} className="flex flex-col-reverse">
            <dt className="text-soft">{name}</dt>
            <dd className={`text-2xl font-semibold tabular-nums ${count === 0 ? 'text-soft' : tone}`}>
              {whole(count)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

/** Whether the columns are read as they are meant shows in a few. */
export function FirstOnes({ first }: { first: NonNullable<Imported['first']> }) {
  const words = useWords().knowledge.import
  const times = useTimes()
  if (first.length === 0) return null
  return (
    <>
      <h3 className="font-semibold">{words.firstOnes}</h3>
      <ol className="mb-4">
        {first.map(({ title, excerpt, phrasings, url, language, isUpdate }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: never changes
          <li key={index} className="border-b border-line py-2">
            <p className="flex items-baseline gap-2">
              <strong dir="auto" className="min-w-0 flex-1">
                {title}
              </strong>
              <span className={`tag ${isUpdate ? '' : 'tag-good'}`}>
                {isUpdate ? words.isUpdate : words.isNew}
              </span>
            </p>
            <p dir="auto" className="line-clamp-2 text-[0.93rem]">
              {excerpt}
            </p>
            <p className="hint">
              {[times.language(language), words.phrasings(phrasings), url].filter(Boolean).join(' · ')}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}

/** `name`: of what was chosen, which is what the line of a document stands in. */
export function Skipped({ skipped, name }: { skipped: Imported['skipped']; name: string }) {
  const words = useWords()
  const { import: those } = words.knowledge
  const isOfFiles = skipped.some(({ line, file }) => line === 0 || file !== undefined)
  const placeOf = ({ line, file }: Imported['skipped'][number]) =>
    line === 0 ? (file ?? name) : file === undefined ? line : those.lineOf(file, line)
  if (skipped.length === 0) return null
  return (
    <>
      <h3 className="font-semibold">{those.skippedTitle}</h3>
      <table className="mb-4 w-full text-left">
        <thead>
          <tr className="text-[0.87rem] text-soft">
            <th scope="col" className="font-normal">
              {isOfFiles ? those.file : those.line}
            </th>
            <th scope="col" className="font-normal">
              {those.reason}
            </th>
          </tr>
        </thead>
        <tbody>
          {skipped.slice(0, MOST_NAMED).map((each, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: never changes, and a line may have two faults
            <tr key={index} className="border-t border-line align-top">
              <td className="py-1 pr-4 tabular-nums break-words">{placeOf(each)}</td>
              <td className="py-1">{inTheirWords(words, each.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {skipped.length > MOST_NAMED && (
        <p className="hint mb-4">{those.moreSkipped(skipped.length - MOST_NAMED)}</p>
      )}
    </>
  )
}
