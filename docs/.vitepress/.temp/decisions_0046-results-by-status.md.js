import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse(`{"title":"46. A result's status tells TypeScript which other fields exist","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0046-results-by-status.md","filePath":"decisions/0046-results-by-status.md"}`);
const _sfc_main = { name: "decisions/0046-results-by-status.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="46-a-results-status-tells-typescript-which-other-fields-exist" tabindex="-1">46. A result&#39;s <code>status</code> tells TypeScript which other fields exist <a class="header-anchor" href="#46-a-results-status-tells-typescript-which-other-fields-exist" aria-label="Permalink to &quot;46. A result&#39;s \`status\` tells TypeScript which other fields exist&quot;">​</a></h1><p><strong>Decision.</strong> <code>InvoiceResult</code> is a union by <code>status</code>: <code>AcceptedResult</code>, <code>DuplicateResult</code>, <code>RejectedResult</code>, <code>FailedResult</code>. Each states what is always there, whichever way the invoice went and whether this process or an earlier one sent it: an accepted invoice its <code>ksefNumber</code>, a rejected one its <code>ksefStatus</code> and where KSeF has it, a failed one its <code>error</code>, all that KSeF judged their <code>invoice</code> and <code>invoiceHash</code>. A field that a state never has is <code>undefined</code>, so that every field can be read before <code>status</code> is checked.</p><p><strong>Why.</strong> With one type of optional members users wrote <code>!</code> or <code>?? &#39;&#39;</code> where there always is a value, and could read a missing one without a word from the compiler.</p><p><strong>To make it true.</strong> An invoice that KSeF calls accepted (200) without a number, which the contract allows and nobody has seen, does not count as accepted: it is looked up in the metadata, queried again, or its outcome is unknown. A journal whose result lacks what its status promises is corrupt.</p><p><strong>What is not promised.</strong> A duplicate&#39;s <code>ksefNumber</code>: the contract lets KSeF leave it out. <code>referenceNumber</code> of an accepted invoice: receipts of batches do not name it. Its <code>sessionReferenceNumber</code>: metadata do not.</p><p><strong>Instead.</strong> Classes with <code>isAccepted()</code>: results are plain data, which users log and store. Members that are missing from the other states: <code>result.ksefNumber</code> before a look at <code>status</code> would not compile.</p><p><strong>Price.</strong> An object written by hand as an <code>InvoiceResult</code>, as in a test of a user&#39;s code, has to be whole.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0046-results-by-status.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0046ResultsByStatus = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0046ResultsByStatus as default
};
