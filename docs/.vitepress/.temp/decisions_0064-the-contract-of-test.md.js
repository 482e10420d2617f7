import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"64. The contract is that of TEST, and states which it is","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0064-the-contract-of-test.md","filePath":"decisions/0064-the-contract-of-test.md"}');
const _sfc_main = { name: "decisions/0064-the-contract-of-test.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="64-the-contract-is-that-of-test-and-states-which-it-is" tabindex="-1">64. The contract is that of TEST, and states which it is <a class="header-anchor" href="#64-the-contract-is-that-of-test-and-states-which-it-is" aria-label="Permalink to &quot;64. The contract is that of TEST, and states which it is&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> KSeF publishes a contract for each environment. TEST has a version weeks before production; production had 2.8.1 when TEST had 2.9.0. Some facts appear in texts only: ranges of dates of at most 100 days in UTC instead of three months, dates with <code>Z</code> or an offset. KSeF announces revisions of single operations, and has not said yet how a request selects one.</p><p><strong>Decision.</strong></p><ul><li><code>openapi/ksef.json</code> follows the document of TEST. What is new there reaches production soon, and a client that ignores unknown fields works with both. <code>contractVersion</code> and the <code>User-Agent</code> (<code>ksef-toolkit KSeF-API/2.9.0</code>) say which version it is.</li><li>The numbers in texts that a client must obey become facts of ours (<code>x-max-range-days</code>), and the report of drift reads them out of the texts, so that a change is noticed.</li><li>Closing counts in its groups of 2.9.0 from the first request on. Only where <code>GET /rate-limits</code> names no such group, as before 2.8, does it count with opening.</li><li>A date without an offset is still taken, as Polish time, and is sent with the Polish offset. Refusing it would break programs although the meaning is clear.</li><li>Revisions get no mechanism before KSeF defines one: an operation is plain data, with path, query and headers, so that any way of naming a revision can be written down today.</li></ul><p><strong>Consequences.</strong> Production may refuse what only TEST knows, with KSeF&#39;s own error. To use another <code>User-Agent</code>, set the whole value.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0064-the-contract-of-test.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0064TheContractOfTest = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0064TheContractOfTest as default
};
