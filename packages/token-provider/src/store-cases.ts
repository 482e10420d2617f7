import type { AsyncOptions } from './authenticator.js';
import type { ConformanceCase } from './conformance-case.js';
import { newKey, rejects, same, sample } from './conformance-tools.js';
import type { TokenStore } from './token-store.js';

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
