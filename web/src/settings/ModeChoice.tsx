import { useWords } from '../words/words.tsx'

/** Auto Handle All Incoming Chats, with what each position means. */
export function ModeChoice({ isOn, choose }: { isOn: boolean; choose(isOn: boolean): void }) {
  const { freshchat } = useWords()
  const choices = [
    { value: true, name: freshchat.on, text: freshchat.onText },
    { value: false, name: freshchat.off, text: freshchat.offText },
  ]
  return (
    <fieldset className="mb-4 rounded-lg border border-line px-4 pb-3 pt-1">
      <legend className="px-1">{freshchat.autoHandle}</legend>
      {choices.map(({ value, name, text }) => (
        <label key={name} className="flex items-baseline gap-2.5 py-1 font-normal">
          <input
            type="radio"
            name="auto-handle"
            className="translate-y-0.5"
            checked={isOn === value}
            onChange={() => choose(value)}
          />
          <span>
            <strong>{name}</strong>: {text}
          </span>
        </label>
      ))}
      <p className="hint mt-1">{freshchat.inFlight}</p>
    </fieldset>
  )
}
