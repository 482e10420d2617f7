import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"63. XML is read by saxes","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0063-saxes-stays.md","filePath":"decisions/0063-saxes-stays.md"}');
const _sfc_main = { name: "decisions/0063-saxes-stays.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="63-xml-is-read-by-saxes" tabindex="-1">63. XML is read by saxes <a class="header-anchor" href="#63-xml-is-read-by-saxes" aria-label="Permalink to &quot;63. XML is read by saxes&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> A reader of our own, for the part of XML that KSeF takes, was written and compared with libxml2 and saxes on 220 000 documents without a difference. It was about twice as fast as saxes: <code>parseFa3</code> came to 1.8 times the documents of <code>fast-xml-parser</code> by wall time, 2.4 to 2.6 times by CPU time. The goal was three times.</p><p><strong>Decision.</strong> <code>saxes</code> stays. Reading XML is not what this project exists for: a well-kept parser that others use and attack is worth more than speed which nobody waits for. KSeF takes 30 invoices a minute, and one is read in a tenth of a millisecond. The scanner in <code>@ksef/documents/xml</code> adds bounds and places. It listens to six events at most, since V8 keeps a parser with seven in a slow dictionary.</p><p><strong>Consequences.</strong> <code>parseFa3</code> misses its figure: it checks order and every value, which <code>fast-xml-parser</code> does not.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0063-saxes-stays.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0063SaxesStays = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0063SaxesStays as default
};
