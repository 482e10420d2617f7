import { type OptionCheck, objectWith, required } from '@ksef/core/internal';

export const encryptorCheck: OptionCheck = /* @__PURE__ */ required(
  objectWith('encryptSymmetricKey', 'forceRefresh'),
);

export const journalCheck: OptionCheck = /* @__PURE__ */ objectWith('open', 'runs', 'remove');
