import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"2. Reading XML is a separate package","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0002-documents-package.md","filePath":"decisions/0002-documents-package.md"}');
const _sfc_main = { name: "decisions/0002-documents-package.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="2-reading-xml-is-a-separate-package" tabindex="-1">2. Reading XML is a separate package <a class="header-anchor" href="#2-reading-xml-is-a-separate-package" aria-label="Permalink to &quot;2. Reading XML is a separate package&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Sending has to know an invoice&#39;s form, seller, size class and whether KSeF would refuse its XML outright; receipts (UPO) have to be read to be checked. The package layout has no place for an XML parser: <code>core</code> has no dependencies, and <code>sessions</code> is not the only one that reads invoices (the main job and QR codes do too).</p><p><strong>Decision.</strong> <code>@ksef/documents</code> reads invoices and receipts with <code>saxes</code>, a strict streaming parser (one small dependency, 290 kB installed, runs in browsers). <code>sessions</code> and <code>client</code> import it. It refuses a DTD, processing instructions, other encodings and the characters that KSeF refuses, with typed errors. It does not write XML.</p><p><strong>Consequences.</strong> One more package in the layout. The emulator reads XML with another parser (<code>@xmldom/xmldom</code>), so that two readings of the rules check each other.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0002-documents-package.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0002DocumentsPackage = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0002DocumentsPackage as default
};
