import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"50. The emulator validates a whole body before it rejects it","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0050-one-pass-over-a-body.md","filePath":"decisions/0050-one-pass-over-a-body.md"}');
const _sfc_main = { name: "decisions/0050-one-pass-over-a-body.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="50-the-emulator-validates-a-whole-body-before-it-rejects-it" tabindex="-1">50. The emulator validates a whole body before it rejects it <a class="header-anchor" href="#50-the-emulator-validates-a-whole-body-before-it-rejects-it" aria-label="Permalink to &quot;50. The emulator validates a whole body before it rejects it&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> The emulator refused a body at its first fault, and called everything 21405. What is known about KSeF:</p><ul><li>The Ministry&#39;s <code>ksef-client-java</code> expects eleven <code>details</code> in one error 21405 for a body with eleven faults (<code>ExceptionsApiIntegrationTest</code>).</li><li><code>mgrtomaszzurawski/ksef-java-sdk</code> (KNOWN-SERVER-BEHAVIORS) probed the server: 21405 comes with paths in dots, all fields in one pass; 21001 for values of another type, unknown enum values, and invalid dates. Unknown members are ignored.</li></ul><p><strong>Decision.</strong> Bodies are read by <code>inOnePass</code>: one 21405 with a sentence for each fault. What cannot be parsed is 21001, alone and before any 21405, because a server that fails to parse a body stops there. A member that is missing or <code>null</code> stays 21405. Specific codes (21157, 21161, 21470 …) come once the body is valid, unless they depend on the faulty part.</p><p>Not followed: numbers and words in the query of an address stay 21405, as the official tests show for <code>pageSize</code>; other words are unknown there. <code>certificateType</code> stays the 500 that was seen.</p><p><strong>Consequences.</strong> The sentences are ours, but for those that official tests quote. A client must not read them.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0050-one-pass-over-a-body.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0050OnePassOverABody = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0050OnePassOverABody as default
};
