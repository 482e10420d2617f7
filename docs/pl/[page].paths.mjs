// Pages that are not in Polish yet appear in the Polish site with their English text.
import { textOf, untranslatedPages } from '../../tools/site/pages.mjs';

const notice = '::: info Po angielsku\nTej strony nie ma jeszcze w języku polskim.\n:::';

export default {
  paths: () =>
    untranslatedPages().map((page) => ({
      params: { page: page.replace(/(^|\/)README$/, '$1index') },
      content: textOf(page).replace(/^# .*$/m, (heading) => `${heading}\n\n${notice}`),
    })),
};
