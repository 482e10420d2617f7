import type { AsyncOptions } from '../authenticator.js';
import type { TokenStore } from '../token-store.js';
import type { ConformanceCase } from './conformance-case.js';
import { newKey, rejects, same, sample } from './conformance-tools.js';

/** What every `TokenStore` must guarantee. */
export const tokenStoreCases: readonly ConformanceCase<TokenStore>[] = [
  {
    name: 'loads undefined for a key that was never saved',
    async run({ create }) {
      same(await (await create()).load(newKey()), undefined);
    },
  },
  {
    name: 'loads what was saved, through another handle too',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      await store.save(key, sample('a'));
      same(await store.load(key), sample('a'));
      same(await (await create()).load(key), sample('a'));
    },
  },
  {
    name: 'replaces as a whole: a refresh token that is not saved again is gone',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const { accessToken } = sample('b');
      await store.save(key, sample('a'));
      await store.save(key, { accessToken });
      same(await store.load(key), { accessToken });
    },
  },
  {
    name: 'keeps keys apart, whatever characters are in them',
    async run({ create }) {
      const store = await create();
      const stem = newKey();
      const keys = [
        `${stem}/Nip:1`,
        `${stem}/Nip:11`,
        `${stem}/NIP:1`,
        `${stem}/Nip_1`,
        `${stem}/NipVatUe:1-NL+*'"%`,
      ];
      for (const key of keys) await store.save(key, sample(key));
      for (const key of keys) same(await store.load(key), sample(key));
    },
  },
  {
    name: 'keeps long tokens to the last character',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const long = {
        accessToken: { token: 'x'.repeat(8_000), validUntil: sample('a').accessToken.validUntil },
      };
      await store.save(key, long);
      same(await store.load(key), long);
    },
  },
  {
    name: 'does not change when the saved or loaded object is changed',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const given = structuredClone(sample('a'));
      await store.save(key, given);
      (given.accessToken as { token: string }).token = 'changed';
      const loaded = await store.load(key);
      same(loaded, sample('a'));
      if (loaded) (loaded.accessToken as { token: string }).token = 'changed';
      same(await store.load(key), sample('a'));
    },
  },
  {
    name: 'keeps every login when many contexts are saved at once, through several handles',
    async run({ create }) {
      const handles = await Promise.all(Array.from({ length: 4 }, () => create()));
      const keys = Array.from({ length: 60 }, () => newKey());
      await Promise.all(keys.map((key, at) => handleOf(handles, at).save(key, sample(key))));
      // Logins that change while others are removed.
      const [gone, changed] = [keys.slice(0, 20), keys.slice(20, 40)];
      await Promise.all([
        ...gone.map((key, at) => handleOf(handles, at).remove(key)),
        ...changed.map((key, at) => handleOf(handles, at + 1).save(key, sample(`${key} again`))),
      ]);
      const reader = await create();
      for (const key of gone) same(await reader.load(key), undefined);
      for (const key of changed) same(await reader.load(key), sample(`${key} again`));
      for (const key of keys.slice(40)) same(await reader.load(key), sample(key));
    },
  },
  {
    name: 'keeps one login whole when one context is saved at once, through several handles',
    async run({ create }) {
      const key = newKey();
      const handles = await Promise.all(Array.from({ length: 4 }, () => create()));
      const given = Array.from({ length: 12 }, (_, at) => sample(`${at}`.repeat(300 * (at + 1))));
      await Promise.all(given.map((tokens, at) => handleOf(handles, at).save(key, tokens)));
      const kept = await (await create()).load(key);
      same(
        given.find(({ accessToken }) => accessToken.token === kept?.accessToken.token) ?? null,
        kept ?? null,
      );
      if (kept === undefined) throw new Error('All of the savings were lost.');
    },
  },
  {
    name: 'keeps thousands of contexts apart',
    async run({ create }) {
      const store = await create();
      const stem = newKey();
      const keys = Array.from({ length: 2_000 }, (_, at) => `${stem}/Nip:${5_260_000_000 + at}`);
      const inTurns = async (act: (key: string) => Promise<unknown>) => {
        for (let at = 0; at < keys.length; at += 100) await Promise.all(keys.slice(at, at + 100).map(act));
      };
      await inTurns((key) => store.save(key, sample(key)));
      const other = await create();
      await inTurns(async (key) => same(await other.load(key), sample(key)));
      await inTurns((key) => other.remove(key));
      await inTurns(async (key) => same(await store.load(key), undefined));
    },
  },
  {
    name: 'removes one key and leaves the others',
    async run({ create }) {
      const [gone, kept] = [newKey(), newKey()];
      const store = await create();
      await store.save(gone, sample('a'));
      await store.save(kept, sample('b'));
      await store.remove(gone);
      same(await store.load(gone), undefined);
      same(await store.load(kept), sample('b'));
      await store.remove(gone);
    },
  },
  {
    name: 'rejects when the signal is aborted already',
    async run({ create }) {
      const key = newKey();
      const store = await create();
      const aborted: AsyncOptions = { signal: AbortSignal.abort(new Error('stop')) };
      await rejects(() => store.save(key, sample('a'), aborted));
      await rejects(() => store.load(key, aborted));
      await rejects(() => store.remove(key, aborted));
      same(await store.load(key), undefined);
    },
  },
];

function handleOf(handles: readonly TokenStore[], at: number): TokenStore {
  return handles[at % handles.length] as TokenStore;
}
