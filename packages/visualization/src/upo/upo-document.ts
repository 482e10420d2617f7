import type { XmlElement } from '@ksef/forms/xml';
import { ChildrenOf } from '../document/children-of.js';
import { describeChildren, describerFor } from '../document/describe-element.js';
import { describeUnknown } from '../document/describe-unknown.js';
import { blocksOf, section, withoutEmpty } from '../document/sections.js';
import { tableOfLines } from '../document/table-of-lines.js';
import { textOf } from '../document/text-of.js';
import type { VisualDocument } from '../document/visual-document.js';
import { upoLabels } from '../text/labels-upo.js';

const columns = ['NumerKSeFDokumentu', 'NumerFaktury', 'NipSprzedawcy', 'DataWystawieniaFaktury'];

const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

/**
 * A receipt (UPO) 4.2 or 4.3: who received what, when. Its signature is not shown, because a picture proves nothing.
 */
export function upoDocument(root: XmlElement): VisualDocument {
  const describer = describerFor(upoLabels);
  const receipt = new ChildrenOf(root);
  const documents = receipt.takeAll('Dokument');
  const session = receipt.take('NumerReferencyjnySesji');
  const head = receipt.takeAll(
    'NazwaPodmiotuPrzyjmujacego',
    'NazwaStrukturyLogicznej',
    'KodFormularza',
    'OpisPotwierdzenia',
  );
  const authentication = receipt.takeAll('Uwierzytelnienie');
  const rest = receipt.takeRest().filter(({ namespace }) => namespace !== signatureNamespace);
  const details = describeChildren(head, describer);
  return {
    kind: ['Urzędowe poświadczenie odbioru (UPO)', 'Official receipt (UPO)'],
    numberLabel: ['Numer referencyjny sesji', 'Reference number of the session'],
    number: textOf(session),
    sections: withoutEmpty([
      section('details', ['Szczegóły', 'Details'], ...blocksOf(details)),
      section(
        'authentication',
        ['Uwierzytelnienie', 'Authentication'],
        ...blocksOf(
          describeChildren(
            authentication.flatMap(({ children }) => children),
            describer,
          ),
        ),
      ),
      section(
        'documents',
        ['Dokumenty', 'Documents'],
        tableOfLines(documents, { columns, detailsColumn: 'NumerKSeFDokumentu' }, describer),
      ),
      section('other', ['Inne dane', 'Other data'], ...blocksOf(describeChildren(rest, describer)), {
        type: 'fields',
        fields: describeUnknown(describer.unknown),
      }),
    ]),
  };
}
