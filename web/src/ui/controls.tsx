import { type ReactNode, type TextareaHTMLAttributes, useId, useState } from 'react'
import { Field } from './Field.tsx'
import { Labelled, type Labels } from './Labelled.tsx'
import { TextArea } from './TextArea.tsx'

/** What forms are made of beside a single line of text. */

export function Group({ legend, children }: { legend: string; children: ReactNode }) {
  return (
    <fieldset className="mb-4 min-w-0 rounded-lg border border-line px-4 pb-3 pt-1">
      <legend className="px-1">{legend}</legend>
      {children}
    </fieldset>
  )
}

export function Tick({
  label,
  hint,
  isOn,
  set,
}: {
  label: string
  hint?: string
  isOn: boolean
  set(isOn: boolean): void
}) {
  const id = useId()
  return (
    <div className="py-1">
      <label className="flex items-center gap-2.5 font-normal">
        <input
          type="checkbox"
          checked={isOn}
          {...(hint === undefined ? {} : { 'aria-describedby': id })}
          onChange={({ currentTarget: { checked } }) => set(checked)}
        />
        {label}
      </label>
      {hint !== undefined && (
        <p id={id} className="hint ml-7">
          {hint}
        </p>
      )}
    </div>
  )
}

export function Choice<Value extends string>({
  value,
  names,
  choose,
  ...labels
}: Labels & {
  isLabelHidden?: boolean
  value: Value
  names: Record<Value, string>
  choose(value: Value): void
}) {
  return (
    <Labelled {...labels}>
      {(ties) => (
        // its options are these names only
        <select
          className="mt-1"
          {...ties}
          value={value}
          onChange={(event) => choose(event.currentTarget.value as Value)}
        >
          {(Object.entries(names) as [Value, string][]).map(([each, name]) => (
            <option key={each} value={each}>
              {name}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  )
}

/** One of a few, each with a sentence on what it means. */
export function Options<Value extends string | number>({
  legend,
  value,
  options,
  choose,
  children,
}: {
  legend: string
  value: Value
  options: { value: Value; name: string; hint: string }[]
  choose(value: Value): void
  children?: ReactNode
}) {
  const name = useId()
  return (
    <Group legend={legend}>
      {options.map((option) => (
        <label key={option.value} className="flex items-baseline gap-2.5 py-1 font-normal">
          <input
            type="radio"
            name={name}
            className="translate-y-0.5"
            checked={option.value === value}
            onChange={() => choose(option.value)}
          />
          <span>
            <strong>{option.name}</strong>: {option.hint}
          </span>
        </label>
      ))}
      {children}
    </Group>
  )
}

export function Area({
  set,
  ...area
}: Labels & { set(text: string): void } & TextareaHTMLAttributes<HTMLTextAreaElement>) {
  return <TextArea rows={3} {...area} onChange={({ currentTarget: { value } }) => set(value)} />
}

/** Several short texts, one per line; what is typed stays as it is while somebody types. */
export function LinesArea({
  values,
  set,
  ...area
}: { label: string; hint?: string; error?: string | null; rows?: number } & {
  values: string[]
  set(values: string[]): void
}) {
  const [typed, setTyped] = useState(values.join('\n'))
  const shown = isSameList(linesIn(typed), values) ? typed : values.join('\n')
  return (
    <Area
      {...area}
      value={shown}
      set={(text) => {
        setTyped(text)
        set(linesIn(text))
      }}
    />
  )
}

/** Codes between spaces, in lower case. */
export function CodesField({
  values,
  set,
  ...field
}: { label: string; name: string; hint?: string; error?: string | null } & {
  values: string[]
  set(values: string[]): void
}) {
  const [typed, setTyped] = useState(values.join(' '))
  const shown = isSameList(codesIn(typed), values) ? typed : values.join(' ')
  return (
    <Field
      {...field}
      value={shown}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value)
        set(codesIn(value))
      }}
    />
  )
}

/**
 * A number that is shown `per` times smaller than it is kept (seconds of milliseconds). Empty is `null` where that means something;
 * what is no number is handed on as it was typed.
 */
export function NumberField<Empty extends null | string>({
  value,
  per = 1,
  empty,
  set,
  ...field
}: { label: string; name: string; hint?: string; error?: string | null } & {
  value: number | string | null
  per?: number
  empty: Empty
  set(value: number | string | Empty): void
}) {
  const [typed, setTyped] = useState(() => written(value, per))
  const shown = read(typed, per, empty) === value ? typed : written(value, per)
  return (
    <Field
      {...field}
      inputMode="decimal"
      autoComplete="off"
      value={shown}
      onChange={({ currentTarget }) => {
        setTyped(currentTarget.value)
        set(read(currentTarget.value, per, empty))
      }}
    />
  )
}

function written(value: number | string | null, per: number): string {
  return typeof value === 'number' ? String(value / per) : (value ?? '')
}

function read<Empty>(typed: string, per: number, empty: Empty): number | string | Empty {
  if (typed.trim() === '') return empty
  const number = Number(typed.replace(',', '.'))
  return Number.isFinite(number) ? number * per : typed
}

export function codesIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter(Boolean)
}

export function linesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

function isSameList(one: string[], other: string[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index])
}
