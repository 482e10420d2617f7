import { useEffect, useState } from 'preact/hooks';
import { announce, announceFailure } from './announce.js';

interface Props {
  readonly text: string;
  /** What is copied, for those who do not see what is beside it. */
  readonly label: string;
  /** Shown instead of the picture. */
  readonly children?: string;
}

/** Copies a text with one click. */
export function CopyButton({ text, label, children }: Props) {
  const [isDone, setDone] = useState(false);
  useEffect(() => {
    if (!isDone) return;
    const timer = setTimeout(() => setDone(false), 1500);
    return () => clearTimeout(timer);
  }, [isDone]);
  const copy = async () => {
    try {
      await writeToClipboard(text);
      setDone(true);
      announce('Copied.');
    } catch (error) {
      announceFailure(error);
    }
  };
  return (
    <button
      type="button"
      class={children === undefined ? 'copy' : 'copy worded'}
      aria-label={label}
      title={label}
      onClick={() => void copy()}
    >
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {isDone ? <path d="M3 8.5l3.2 3.2L13 4.6" /> : <path d="M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" />}
      </svg>
      {children}
    </button>
  );
}

/** Where the page has no secure context, as under another machine's address, browsers offer the older way only. */
async function writeToClipboard(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'hidden';
  document.body.append(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  if (!isCopied) throw new Error('The browser does not let this page copy.');
}
