import { useEffect, useState } from 'preact/hooks';
import type { EmulatorState } from '../../src/inspection/state.js';
import { clockText, duration } from '../lib/format.js';
import { useClock } from '../lib/live.js';
import { linkTo } from '../lib/route.js';
import { CopyButton } from './copy-button.js';

interface Props {
  readonly state: EmulatorState | undefined;
  readonly isConnected: boolean;
}

/** Name, address, clock and connection. */
export function Header({ state, isConnected }: Props) {
  const clock = useClock(state?.now);
  const offset = state?.clockOffsetMs ?? 0;
  return (
    <header class="top">
      <a class="brand" href={linkTo('overview')}>
        <svg viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
          <rect width="32" height="32" rx="7" />
          <path d="M9 7v18M9 17l11-10M13 14l9 11" />
        </svg>
        KSeF emulator
      </a>
      {state && (
        <span class="address">
          <code>{state.baseUrl}</code>
          <CopyButton text={state.baseUrl} label="Copy the API's address" />
        </span>
      )}
      <span class="space" />
      {clock && (
        <a class="clock" href={linkTo('controls')} title="The emulator's clock (UTC)">
          <time dateTime={clock.toISOString()}>{clockText(clock)}</time> UTC
          {Math.abs(offset) >= 1000 && (
            <span class="offset">
              {offset > 0 ? '+' : ''}
              {duration(offset)}
            </span>
          )}
        </a>
      )}
      <span class={isConnected ? 'connection' : 'connection lost'} role="status">
        {isConnected ? 'Live' : 'No connection'}
      </span>
      <ThemeButton />
    </header>
  );
}

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

function ThemeButton() {
  const [theme, setTheme] = useState<Theme>(() => themes.find((one) => one === storedTheme()) ?? 'auto');
  useEffect(() => {
    if (theme === 'auto') document.documentElement.removeAttribute('data-theme');
    else document.documentElement.setAttribute('data-theme', theme);
    storeTheme(theme);
  }, [theme]);
  return (
    <label class="theme">
      <span class="hidden">Colours</span>
      <select value={theme} onChange={(event) => setTheme(event.currentTarget.value as Theme)}>
        <option value="auto">Auto</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}

/** Browsers may forbid to store anything. */
function storedTheme(): string | null {
  try {
    return localStorage.getItem('theme');
  } catch {
    return null;
  }
}

function storeTheme(theme: Theme): void {
  try {
    localStorage.setItem('theme', theme);
  } catch {
    // Then it holds until the page is left.
  }
}
