import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"29. The checkpoint of a sync follows the invoices, not the packages","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0029-sync-checkpoints"},"relativePath":"pl/decisions/0029-sync-checkpoints.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0029-sync-checkpoints.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="29-the-checkpoint-of-a-sync-follows-the-invoices-not-the-packages" tabindex="-1">29. The checkpoint of a sync follows the invoices, not the packages <a class="header-anchor" href="#29-the-checkpoint-of-a-sync-follows-the-invoices-not-the-packages" aria-label="Permalink to &quot;29. The checkpoint of a sync follows the invoices, not the packages&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> KSeF&#39;s procedure moves the checkpoint after a whole package: 10 000 invoices come again when a process dies before its end. Remembering each delivered number until then means writing a growing list after every invoice.</p><p><strong>Decision.</strong> A package&#39;s invoices are in the order of their date of permanent storage; a first pass over <code>_metadata.json</code> makes sure of that. Then the checkpoint after an invoice is its date, and the numbers delivered with that date or later: usually one. Dates are compared and passed on with all their digits, as KSeF wrote them. A package that is out of order moves the date only at its end, and keeps the numbers until then.</p><p>Asking for the next invoice acknowledges the one before. The checkpoint is saved then, before the next is given out, so a crash repeats the one invoice that was in the consumer&#39;s hands. Its name holds environment, context and subject type, and the context must be named, because two contexts under one checkpoint would lose invoices.</p><p>Asked-for time is kept too: until 15 minutes after KSeF had nothing more, a run ends without asking, also in another process. An unfinished run resumes at once.</p><p><strong>Consequences.</strong> One small write with <code>fsync</code> per invoice; <code>checkpointEvery</code> trades them for repetitions. A crash costs one more export.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0029-sync-checkpoints.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0029SyncCheckpoints = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0029SyncCheckpoints as default
};
