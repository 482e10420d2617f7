import { attachmentInBatch } from './ksef/attachment-in-batch.js';
import { formOfSession } from './ksef/form-of-session.js';
import { futureDate } from './ksef/future-date.js';
import { internalIdChecksum } from './ksef/internal-id-checksum.js';
import { nipChecksums } from './ksef/nip-checksums.js';
import { accountNumber } from './law/account-number.js';
import { advanceRate } from './law/advance-rate.js';
import { agreedRate } from './law/agreed-rate.js';
import { annotationGroups } from './law/annotation-groups.js';
import { buyerNipCorrected } from './law/buyer-nip-corrected.js';
import { correctedNumber } from './law/corrected-number.js';
import { countsAsOffline } from './law/counts-as-offline.js';
import { euVatNumber } from './law/eu-vat-number.js';
import { jstThirdParty } from './law/jst-third-party.js';
import { kindNeeds } from './law/kind-needs.js';
import { lineNumbers } from './law/line-numbers.js';
import { lineSums } from './law/line-sums.js';
import { negativeAmounts } from './law/negative-amounts.js';
import { netOrGross } from './law/net-or-gross.js';
import { nipInItsPlace } from './law/nip-in-its-place.js';
import { oldDate } from './law/old-date.js';
import { outsidePoland } from './law/outside-poland.js';
import { paymentComplete } from './law/payment-complete.js';
import { paymentIdentifier } from './law/payment-identifier.js';
import { period } from './law/period.js';
import { reverseChargeParties } from './law/reverse-charge-parties.js';
import { selfBillingIssuer } from './law/self-billing-issuer.js';
import { supplyDateOnce } from './law/supply-date-once.js';
import { taxAmounts } from './law/tax-amounts.js';
import { taxInPln } from './law/tax-in-pln.js';
import { thirdPartyRole } from './law/third-party-role.js';
import { totalAmount } from './law/total-amount.js';
import { vatGroupThirdParty } from './law/vat-group-third-party.js';
import type { Rule } from './rule.js';

/** What KSeF checks beyond the schema. */
export const ksefRules: readonly Rule[] = [
  attachmentInBatch,
  formOfSession,
  futureDate,
  internalIdChecksum,
  nipChecksums,
];

/** What the law or the ministry's brochure asks, and KSeF does not check. */
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
