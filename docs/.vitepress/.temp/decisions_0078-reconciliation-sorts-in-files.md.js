import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"78. Reconciliation sorts in files","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0078-reconciliation-sorts-in-files.md","filePath":"decisions/0078-reconciliation-sorts-in-files.md"}');
const _sfc_main = { name: "decisions/0078-reconciliation-sorts-in-files.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="78-reconciliation-sorts-in-files" tabindex="-1">78. Reconciliation sorts in files <a class="header-anchor" href="#78-reconciliation-sorts-in-files" aria-label="Permalink to &quot;78. Reconciliation sorts in files&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> Four lists have to be joined: KSeF&#39;s metadata, the user&#39;s books, journals and checkpoints. None is sorted by what the others know: journals have hashes and KSeF numbers, books have numbers of sellers. A month can have some hundred invoices, or millions.</p><p><strong>Decision.</strong> <code>@ksef/reconciliation</code> sorts and joins three times, by hash, by KSeF number, then by role, seller and number. Sorting happens in pieces of 8 MB; what does not fit waits in temporary files, encrypted with a key that only the process has. The last order is that of the rows.</p><p>It is a package of its own that joins by <code>extend</code>. It knows the client by two methods (<code>exportInvoices</code>, <code>queryMetadata</code>), and invoices by a function that reads them: neither <code>@ksef/client</code> nor <code>@ksef/invoice</code> is installed with it.</p><p>KSeF is asked by exports of metadata rather than by pages of metadata: twenty requests an hour bring 200 000 invoices instead of 5 000.</p><p>Findings are a list for each row, and not one status: an invoice can differ in amount and be missing in the journal.</p><p>Rows of books with a <code>mode</code> of documents that KSeF never gets (<code>outsideKsef</code>, <code>totalFailure</code>, <code>notInvoice</code>) are not missing there.</p><p>CSV is read by <code>csv-parse</code>, and written by 20 lines of ours: its formula escaping would turn negative amounts into text.</p><p><strong>Instead.</strong> <em>Tables in memory:</em> 100 000 invoices fit, a million with their books do not. <em>SQLite:</em> <code>node:sqlite</code> needs Node 22, other drivers are native. <em>Sums by rate from metadata:</em> they have none; estimating from net and tax would be wrong for every invoice with two rates.</p><p><strong>Consequences.</strong> Nothing comes out before everything was read, and the disk holds about 3 kB an invoice meanwhile. Changes of what <code>@ksef/sessions</code> writes into journals, or of the names of checkpoints, concern this package too.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0078-reconciliation-sorts-in-files.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0078ReconciliationSortsInFiles = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0078ReconciliationSortsInFiles as default
};
