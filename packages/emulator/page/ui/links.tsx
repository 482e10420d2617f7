import { contextParameter, contextText } from '../lib/format.js';
import { linkTo } from '../lib/route.js';
import { CopyButton } from './copy-button.js';

interface Context {
  readonly type: string;
  readonly value: string;
}

export function ContextLink({ context }: { readonly context: Context }) {
  return (
    <a class="code" href={linkTo('invoices', undefined, { context: contextParameter(context) })}>
      {contextText(context)}
    </a>
  );
}

export function SessionLink({ number }: { readonly number: string }) {
  return (
    <a class="code" href={linkTo('sessions', number)}>
      {number}
    </a>
  );
}

/** A number with a button that copies it. */
export function Copied({ text, name }: { readonly text: string; readonly name: string }) {
  return (
    <span class="copied">
      <code>{text}</code>
      <CopyButton text={text} label={`Copy ${name}`} />
    </span>
  );
}
