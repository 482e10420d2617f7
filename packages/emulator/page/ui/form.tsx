import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { live } from '../lib/live.js';
import { announce, announceFailure } from './announce.js';

interface FieldProps extends Omit<JSX.IntrinsicElements['input'], 'size'> {
  readonly label: string;
  readonly isLong?: boolean;
}

export function Field({ label, isLong = false, ...input }: FieldProps) {
  return (
    <label class={isLong ? 'field long' : 'field'}>
      <span>{label}</span>
      <input {...input} />
    </label>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly name?: string;
  readonly value: string;
  readonly options: readonly (string | readonly [value: string, text: string])[];
  readonly isLong?: boolean;
  readonly onChange: (value: string) => void;
}

export function Choice({ label, name, value, options, isLong = false, onChange }: ChoiceProps) {
  return (
    <label class={isLong ? 'field long' : 'field'}>
      <span>{label}</span>
      <select name={name} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => {
          const [of, text] = typeof option === 'string' ? [option, option] : option;
          return (
            <option key={of} value={of}>
              {text}
            </option>
          );
        })}
      </select>
    </label>
  );
}

interface FormProps {
  readonly children: ComponentChildren;
  readonly action: string;
  readonly isMain?: boolean;
  /** What to announce when it is done; what it throws is announced as a failure. */
  readonly onSend: (values: Readonly<Record<string, string>>) => Promise<string>;
}

/** Fields and one button. */
export function Form({ children, action, isMain = true, onSend }: FormProps) {
  const [isBusy, run] = useAction();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const values = Object.fromEntries(
          [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value).trim()]),
        );
        run(() => onSend(values));
      }}
    >
      {children}
      <button type="submit" class={isMain ? 'main' : undefined} disabled={isBusy}>
        {isBusy ? 'Working …' : action}
      </button>
    </form>
  );
}

interface ActionProps {
  readonly children: string;
  readonly isDangerous?: boolean;
  /** Asked before it is done. */
  readonly question?: string;
  readonly onDo: () => Promise<string>;
}

/** A button that does something at once, or after a question. */
export function Action({ children, isDangerous = false, question, onDo }: ActionProps) {
  const [isBusy, run] = useAction();
  const [isAsking, setAsking] = useState(false);
  if (isAsking)
    return (
      <fieldset class="question">
        <legend>{question}</legend>
        <button
          type="button"
          class="danger"
          onClick={() => {
            setAsking(false);
            run(onDo);
          }}
        >
          {children}
        </button>
        {/* biome-ignore lint/a11y/noAutofocus: the safe answer, to a question that was just asked for. */}
        <button type="button" autoFocus onClick={() => setAsking(false)}>
          Cancel
        </button>
      </fieldset>
    );
  return (
    <button
      type="button"
      class={isDangerous ? 'danger' : undefined}
      disabled={isBusy}
      onClick={() => (question === undefined ? run(onDo) : setAsking(true))}
    >
      {children}
    </button>
  );
}

/** Runs one piece of work at a time, announces how it ended, and lets the page read again. */
export function useAction() {
  const [isBusy, setBusy] = useState(false);
  const run = (work: () => Promise<string>) => {
    setBusy(true);
    work()
      .then(announce, announceFailure)
      .finally(() => {
        setBusy(false);
        live.notify();
      });
  };
  return [isBusy, run] as const;
}
