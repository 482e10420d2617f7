import type { Labels } from './label.js';
import { faLabels } from './labels-fa.js';

/**
 * The fields of FA (1): those of FA (2) and FA (3), except names with a different meaning, and its additional fields.
 */
export const fa1Labels: Labels = {
  ...faLabels,
  NrFaZaliczkowej: ['Numer KSeF faktury zaliczkowej', 'KSeF number of the advance invoice'],
  NrKSeFFaKorygowanej: ['Numer KSeF', 'KSeF number'],
  DodatkoweInfo: ['Dodatkowe informacje', 'Further information'],
  DodatkoweInfoZ: ['Dodatkowe informacje', 'Further information'],
  P_12_Procedura: ['Procedura', 'Procedure', 'code:fa1Procedure'],
  P_12Z_Procedura: ['Procedura', 'Procedure', 'code:fa1Procedure'],
  Procedura: ['Oznaczenie procedury', 'Marking of the procedure'],
  ProceduraZ: ['Oznaczenie procedury', 'Marking of the procedure'],
  ZaplataCzesciowa: ['Zapłacono w części', 'Paid in part', 'flag'],
};
