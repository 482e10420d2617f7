// Demand for requests: plain JavaScript, as processes of the simulation run it without a compiler.
import { operations } from '@ksef/api';

/** One operation of each of these groups stands for its group. */
export const demanded = {
  onlineSession: 'openOnlineSession',
  batchSession: 'openBatchSession',
  invoiceSend: 'sendOnlineInvoice',
  invoiceStatus: 'getSessionInvoiceStatus',
  sessionList: 'listSessions',
  sessionInvoiceList: 'listSessionInvoices',
  sessionMisc: 'getSessionStatus',
  invoiceMetadata: 'queryInvoiceMetadata',
  invoiceExport: 'startInvoiceExport',
  invoiceExportStatus: 'getInvoiceExportStatus',
  invoiceDownload: 'getInvoice',
  collectiveIdentifier: 'createCollectiveIdentifier',
  getContextLimits: 'getContextLimits',
};

/**
 * Asks for `share` times the hourly allowance of each group, evenly over an hour, and sends what is admitted. What KSeF
 * does with a request does not matter: it is counted before it is looked at.
 */
export function demand({ clock, limiter, baseUrl, accessToken, context, groups, share }) {
  const passed = Object.fromEntries(groups.map((group) => [group, []]));
  for (const group of groups) {
    const operation = operations[demanded[group]];
    const { id, method, path, limits } = operation;
    const request = { environment: 'emulator', context, group, limits, operation: id };
    const count = Math.round(limits.perHour * share);
    const url = baseUrl + path.replaceAll(/\{\w+\}/g, '20260202-SO-1111111111-1111111111-11');
    for (let index = 0; index < count; index++) {
      void clock.sleep((index * 3_600_000) / count).then(async () => {
        await limiter.admit(request, {});
        passed[group].push(index);
        await clock.track(
          fetch(url, { method, headers: { authorization: `Bearer ${accessToken}` } }).then((answer) =>
            answer.arrayBuffer(),
          ),
        );
      });
    }
  }
  return passed;
}
