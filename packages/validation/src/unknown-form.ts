import type { XmlElement } from '@ksef/forms/xml';
import { shorten } from './reading/vat-number.js';
import type { ValidationIssue } from './validation-issue.js';

const draft = 'http://crd.gov.pl/wzor/2025/02/14/02141/';

/** The issues of a document that is not an invoice of a form that KSeF accepts. */
export function unknownForm({ name, namespace, line, column }: XmlElement): ValidationIssue {
  const isDraft = namespace === draft;
  return {
    rule: 'schema-form',
    stage: 'schema',
    severity: 'error',
    path: `/${name}`,
    line,
    column,
    message: {
      en: isDraft
        ? 'The namespace is that of a draft of FA(3). KSeF refuses it.'
        : `KSeF has no invoice form with the root ${shorten(name)} in the namespace "${shorten(namespace)}".`,
      pl: isDraft
        ? 'Przestrzeń nazw pochodzi z projektu FA(3). KSeF odrzuci fakturę.'
        : `KSeF nie ma formularza faktury z elementem głównym ${shorten(name)} w przestrzeni nazw "${shorten(namespace)}".`,
    },
    fix: {
      en: 'The namespace of FA(3) is http://crd.gov.pl/wzor/2025/06/25/13775/.',
      pl: 'Przestrzeń nazw FA(3) to http://crd.gov.pl/wzor/2025/06/25/13775/.',
    },
    source: 'schemas of KSeF',
  };
}
