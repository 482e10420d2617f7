import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"57. The emulator is made of areas around a small kernel","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0057-the-emulator-in-areas"},"relativePath":"pl/decisions/0057-the-emulator-in-areas.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0057-the-emulator-in-areas.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="57-the-emulator-is-made-of-areas-around-a-small-kernel" tabindex="-1">57. The emulator is made of areas around a small kernel <a class="header-anchor" href="#57-the-emulator-is-made-of-areas-around-a-small-kernel" aria-label="Permalink to &quot;57. The emulator is made of areas around a small kernel&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><code>packages/emulator/src</code> has one folder for each area (auth, permissions, certificates, subjects, limits, invoices, sessions, receiving, collective-identifiers …). Other folders import an area only through its <code>index.ts</code>, and areas import each other in one direction only. The kernel is clock, keys, storage and events; <code>http</code> is how KSeF speaks, <code>access</code> is who calls.</p><ul><li>What happens with time (processing, exports) is work that an area registers with <code>kernel.onCatchUp</code>. It runs before every request and when the clock is moved, so no area calls another one for that.</li><li>Who logged in is a claim of the access token. So permissions and certificates do not need the records of logins, which would make a ring; the certificate of a login comes to the area of certificates as a function.</li><li><code>invoices</code> holds what is sent and what is received; <code>sessions</code> and <code>receiving</code> both build on it.</li></ul><p>With <code>permissions: &#39;checked&#39;</code>, ownership is as on TEST (this replaces a line of decision 14): a NIP owns its own context only. Its internal units and companies of the EU have no owner; somebody must be let in there. A unit sees only invoices with its own identifier in Podmiot3, or that it sent itself.</p><p>The format of state folders is now 4: invoices carry the context that sent them.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0057-the-emulator-in-areas.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0057TheEmulatorInAreas = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0057TheEmulatorInAreas as default
};
