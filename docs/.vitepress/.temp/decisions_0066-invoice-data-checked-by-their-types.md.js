import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"0066 Invoice data are checked by their types, and corrections are differences of totals","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0066-invoice-data-checked-by-their-types.md","filePath":"decisions/0066-invoice-data-checked-by-their-types.md"}');
const _sfc_main = { name: "decisions/0066-invoice-data-checked-by-their-types.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="0066-invoice-data-are-checked-by-their-types-and-corrections-are-differences-of-totals" tabindex="-1">0066 Invoice data are checked by their types, and corrections are differences of totals <a class="header-anchor" href="#0066-invoice-data-are-checked-by-their-types-and-corrections-are-differences-of-totals" aria-label="Permalink to &quot;0066 Invoice data are checked by their types, and corrections are differences of totals&quot;">​</a></h1><h2 id="decision" tabindex="-1">Decision <a class="header-anchor" href="#decision" aria-label="Permalink to &quot;Decision&quot;">​</a></h2><ol><li>The types of <code>@ksef/invoice</code> are the only description of its data. <code>ts-json-schema-generator</code> makes from them the published JSON Schemas and a compact form of the same (<code>src/generated/shapes.ts</code>), by which every function checks its data. A test makes them again and compares.</li><li>An unknown field is an error, not a warning. <code>nettPrice</code> in place of <code>netPrice</code> would otherwise make an invoice that KSeF accepts and that is wrong.</li><li>The totals of a correction are the totals of the invoice from now on less those of before, for the groups of rates that changed. They are not worked out from the lines of the correction: its rounding would differ by a grosz, and the original and its corrections would not add up.</li><li>A correction of a correction is refused: the lines of a correction say what changed, not what the invoice is. The caller gives the invoice as it is now, and the correction names the original.</li></ol><h2 id="alternatives" tabindex="-1">Alternatives <a class="header-anchor" href="#alternatives" aria-label="Permalink to &quot;Alternatives&quot;">​</a></h2><ul><li>A validator such as ajv at run time: 120 kB and <code>new Function</code>, which browsers with a strict policy refuse.</li><li>Checks by hand: they drift from the types.</li></ul><h2 id="consequences" tabindex="-1">Consequences <a class="header-anchor" href="#consequences" aria-label="Permalink to &quot;Consequences&quot;">​</a></h2><p>Changing a type means running <code>vitest run test/schemas.test.ts -u</code> in <code>packages/invoice</code>. The shapes add 19 kB (3.1 kB compressed).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0066-invoice-data-checked-by-their-types.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0066InvoiceDataCheckedByTheirTypes = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0066InvoiceDataCheckedByTheirTypes as default
};
