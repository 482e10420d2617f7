import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"28. An export whose start got no response is started again","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0028-lost-export-starts.md","filePath":"decisions/0028-lost-export-starts.md"}');
const _sfc_main = { name: "decisions/0028-lost-export-starts.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="28-an-export-whose-start-got-no-response-is-started-again" tabindex="-1">28. An export whose start got no response is started again <a class="header-anchor" href="#28-an-export-whose-start-got-no-response-is-started-again" aria-label="Permalink to &quot;28. An export whose start got no response is started again&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> <code>POST /invoices/exports</code> is not safe to repeat: its response names the export, and no operation lists exports. When the response is lost, nobody can find out whether an export runs, and nobody can fetch it.</p><p><strong>Decision.</strong> <code>startExport</code> starts another one, twice at most, and reports it with the event <code>export-lost</code>. Elsewhere an unknown outcome must be resolved before a retry, because a second invoice does harm. A second export does not: it changes nothing, only we have its key, and it ends by itself.</p><p><strong>Consequences.</strong> A lost start may cost one of the 20 exports an hour and one of the 10 that may run at a time (21182, which is waited out). The same holds for exports that take too long or fail on KSeF&#39;s side: <code>runExport</code> and <code>syncInvoices</code> replace them by new ones, <code>waitForExport</code> alone does not.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0028-lost-export-starts.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0028LostExportStarts = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0028LostExportStarts as default
};
