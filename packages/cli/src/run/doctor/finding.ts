import type { Texts } from '../../text/texts.js';

/** What `ksef doctor` looks at, in words. */
export const checkTexts = {
  versions: { en: 'versions', pl: 'wersje' },
  secrets: { en: 'secrets', pl: 'sekrety' },
  packages: { en: 'packages', pl: 'pakiety' },
  profile: { en: 'profile', pl: 'profil' },
  network: { en: 'network', pl: 'sieć' },
  clock: { en: 'clock', pl: 'zegar' },
  login: { en: 'login', pl: 'logowanie' },
  permissions: { en: 'permissions', pl: 'uprawnienia' },
} as const satisfies Readonly<Record<string, Texts>>;

/** One thing that `ksef doctor` looked at. */
export interface Finding {
  readonly check: keyof typeof checkTexts;
  readonly state: 'ok' | 'warning' | 'failed';
  readonly text: string;
  /** How the command ends when this failed. */
  readonly exitCode?: number | undefined;
}
