import { find, findAll, textOf } from '../../../reading/elements.js';
import { faForms, type Rule } from '../../rule.js';

/** The issuer of a self-billed invoice is the buyer. Source: FA(3) brochure, P_17. */
export const selfBillingIssuer: Rule = {
  id: 'law-self-billing-issuer',
  severity: 'warning',
  forms: faForms,
  name: {
    en: 'The issuer of a self-billed invoice is the buyer',
    pl: 'Wystawcą przy samofakturowaniu jest nabywca',
  },
  source: 'FA(3) brochure, P_17',

  check(invoice, report) {
    const marker = find(invoice, 'Fa', 'Adnotacje', 'P_17');
    if (textOf(marker) !== '1') return;
    for (const element of findAll(invoice, 'Podmiot3', 'Rola')) {
      if (textOf(element) !== '5') continue;
      report(
        element,
        {
          en: 'P_17 says self-billing, where the buyer (Podmiot2) issues. A Podmiot3 with Rola 5 is another issuer.',
          pl: 'P_17 wskazuje samofakturowanie, w którym wystawia nabywca (Podmiot2). Podmiot3 z rolą 5 to inny wystawca.',
        },
        {
          en: 'Remove the third party, or set P_17 to 2.',
          pl: 'Usuń podmiot trzeci albo wpisz P_17 2.',
        },
      );
    }
  },
};
