import { attachmentInBatch } from './ksef/attachment-in-batch.js';
import { formOfSession } from './ksef/form-of-session.js';
import { futureDate } from './ksef/future-date.js';
import { internalIdChecksum } from './ksef/internal-id-checksum.js';
import { nipChecksums } from './ksef/nip-checksums.js';
import { lineNumbers } from './law/amounts/line-numbers.js';
import { lineSums } from './law/amounts/line-sums.js';
import { negativeAmounts } from './law/amounts/negative-amounts.js';
import { netOrGross } from './law/amounts/net-or-gross.js';
import { outsidePoland } from './law/amounts/outside-poland.js';
import { taxAmounts } from './law/amounts/tax-amounts.js';
import { taxInPln } from './law/amounts/tax-in-pln.js';
import { totalAmount } from './law/amounts/total-amount.js';
import { countsAsOffline } from './law/dates/counts-as-offline.js';
import { oldDate } from './law/dates/old-date.js';
import { period } from './law/dates/period.js';
import { supplyDateOnce } from './law/dates/supply-date-once.js';
import { advanceRate } from './law/kinds/advance-rate.js';
import { annotationGroups } from './law/kinds/annotation-groups.js';
import { correctedNumber } from './law/kinds/corrected-number.js';
import { kindNeeds } from './law/kinds/kind-needs.js';
import { buyerNipCorrected } from './law/parties/buyer-nip-corrected.js';
import { euVatNumber } from './law/parties/eu-vat-number.js';
import { jstThirdParty } from './law/parties/jst-third-party.js';
import { nipInItsPlace } from './law/parties/nip-in-its-place.js';
import { reverseChargeParties } from './law/parties/reverse-charge-parties.js';
import { selfBillingIssuer } from './law/parties/self-billing-issuer.js';
import { thirdPartyRole } from './law/parties/third-party-role.js';
import { vatGroupThirdParty } from './law/parties/vat-group-third-party.js';
import { accountNumber } from './law/payment/account-number.js';
import { agreedRate } from './law/payment/agreed-rate.js';
import { paymentComplete } from './law/payment/payment-complete.js';
import { paymentIdentifier } from './law/payment/payment-identifier.js';
import type { Rule } from './rule.js';

/** What KSeF checks beyond the schema. */
export const ksefRules: readonly Rule[] = [
  attachmentInBatch,
  formOfSession,
  futureDate,
  internalIdChecksum,
  nipChecksums,
];

/** What the law or the ministry's brochure requires, but KSeF does not check. */
export const lawRules: readonly Rule[] = [
  accountNumber,
  advanceRate,
  agreedRate,
  annotationGroups,
  buyerNipCorrected,
  correctedNumber,
  countsAsOffline,
  euVatNumber,
  jstThirdParty,
  kindNeeds,
  lineNumbers,
  lineSums,
  negativeAmounts,
  netOrGross,
  nipInItsPlace,
  oldDate,
  outsidePoland,
  paymentComplete,
  paymentIdentifier,
  period,
  reverseChargeParties,
  selfBillingIssuer,
  supplyDateOnce,
  taxAmounts,
  taxInPln,
  thirdPartyRole,
  totalAmount,
  vatGroupThirdParty,
];
