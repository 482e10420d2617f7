import { benchApiCall } from './api-call.js';
import { benchBuildBatch } from './build-batch.js';
import { benchColdImport } from './cold-import.js';
import { benchDownloadExport } from './download-export.js';
import { benchEmulatorPage } from './emulator-page.js';
import { benchEmulatorScale } from './emulator-scale.js';
import { benchForms } from './forms.js';
import { benchInvoice } from './invoice.js';
import { benchLimiter } from './limiter.js';
import { benchOutbox } from './outbox.js';
import { benchQr } from './qr.js';
import { benchReconcile } from './reconcile.js';
import { benchSendBatch } from './send-batch.js';
import { benchSendFolder } from './send-folder.js';
import { benchSendInvoices } from './send-invoices.js';
import { benchSignLogin } from './sign-login.js';
import { benchTokenProvider } from './token-provider.js';
import { benchValidation } from './validation.js';
import { benchVisualization } from './visualization.js';

// Figures are ratios against a baseline of the same run: absolute times of two machines do not compare.
const wanted = process.argv.slice(2);
const benches = {
  'token-provider': benchTokenProvider,
  limiter: benchLimiter,
  'api-call': benchApiCall,
  'send-invoices': benchSendInvoices,
  'build-batch': benchBuildBatch,
  'send-batch': benchSendBatch,
  'send-folder': benchSendFolder,
  'download-export': benchDownloadExport,
  outbox: benchOutbox,
  reconcile: benchReconcile,
  'cold-import': benchColdImport,
  'emulator-scale': benchEmulatorScale,
  'emulator-page': benchEmulatorPage,
  qr: benchQr,
  forms: benchForms,
  validation: benchValidation,
  invoice: benchInvoice,
  visualization: benchVisualization,
  'sign-login': benchSignLogin,
};

for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const { what, measured, baseline, ratio, goal } of await bench()) {
    console.log(`  ${what}: ${measured} against ${baseline}: ${ratio.toFixed(2)}x (goal: ${goal})`);
  }
}
