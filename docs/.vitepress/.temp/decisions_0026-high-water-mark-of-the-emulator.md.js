import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"26. The emulator keeps the promise of its high-water mark","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0026-high-water-mark-of-the-emulator.md","filePath":"decisions/0026-high-water-mark-of-the-emulator.md"}');
const _sfc_main = { name: "decisions/0026-high-water-mark-of-the-emulator.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="26-the-emulator-keeps-the-promise-of-its-high-water-mark" tabindex="-1">26. The emulator keeps the promise of its high-water mark <a class="header-anchor" href="#26-the-emulator-keeps-the-promise-of-its-high-water-mark" aria-label="Permalink to &quot;26. The emulator keeps the promise of its high-water mark&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Incremental sync relies on <code>permanentStorageHwmDate</code>: nothing may appear at or before it. On TEST that was once violated.</p><p><strong>Decision.</strong> The mark follows the clock, can be held or made to lag, and is remembered when it is given out: an invoice accepted later is stored after it, never at or before. Only an explicit order breaks the promise (<code>control.hideInvoices</code>). Seeded invoices get the dates they are asked for, as if they had always been there.</p><p><strong>Consequences.</strong> A client that trusts the mark loses nothing here unless a test wants it to. With a clock that stands still, invoices become visible when it moves on, by a millisecond or more.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0026-high-water-mark-of-the-emulator.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0026HighWaterMarkOfTheEmulator = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0026HighWaterMarkOfTheEmulator as default
};
