import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse(`{"title":"56. The emulator validates bodies by the contract's schemas","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0056-bodies-by-the-contracts-schemas.md","filePath":"decisions/0056-bodies-by-the-contracts-schemas.md"}`);
const _sfc_main = { name: "decisions/0056-bodies-by-the-contracts-schemas.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="56-the-emulator-validates-bodies-by-the-contracts-schemas" tabindex="-1">56. The emulator validates bodies by the contract&#39;s schemas <a class="header-anchor" href="#56-the-emulator-validates-bodies-by-the-contracts-schemas" aria-label="Permalink to &quot;56. The emulator validates bodies by the contract&#39;s schemas&quot;">​</a></h1><p>JSON bodies are validated by Fastify with schemas that <code>tools/openapi</code> makes from <code>openapi/ksef.json</code> (<code>packages/emulator/src/generated</code>). A formatter writes the violations as KSeF does: 21001 for what cannot be read (type, value of an enumeration, instant), else one 21405 with a detail for each member. A refusal waits until the route asks for the body, as KSeF looks first at who calls and at the session. Ajv is loaded when the first body comes, not at the start.</p><p>The schemas are stricter or laxer than the published ones where KSeF is:</p><ul><li>what may be left out may be <code>null</code>, and a list that must be there must hold something;</li><li>the types of contexts are taken in upper and lower case;</li><li>hashes are SHA-256 in strict Base64, initialization vectors 16 bytes;</li><li>more than 50 parts are 21161, so the schema does not count them.</li></ul><p>Read by hand are only the bodies whose answers no schema gives: <code>/certificates/enrollments</code> (an unknown type is a 500 on TEST), <code>/testdata/permissions</code> (TEST also takes the name that the Ministry&#39;s Java client uses), <code>/testdata/rate-limits</code> (groups may be left out; the highest number depends on the group), <code>/testdata/context</code>, and the lists of addresses in a login.</p><p>Reverse it if KSeF publishes a contract whose bodies differ from what it takes in more than these places.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0056-bodies-by-the-contracts-schemas.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0056BodiesByTheContractsSchemas = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0056BodiesByTheContractsSchemas as default
};
