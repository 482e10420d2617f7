import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"12. verifyXades refuses ambiguous documents","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0012-what-verify-xades-refuses.md","filePath":"decisions/0012-what-verify-xades-refuses.md"}');
const _sfc_main = { name: "decisions/0012-what-verify-xades-refuses.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="12-verifyxades-refuses-ambiguous-documents" tabindex="-1">12. verifyXades refuses ambiguous documents <a class="header-anchor" href="#12-verifyxades-refuses-ambiguous-documents" aria-label="Permalink to &quot;12. verifyXades refuses ambiguous documents&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> A signed document that comes from elsewhere is checked before it is sent. XML signatures let the signer pick parts by XPath, move them, and refer outside; most vulnerabilities in verifiers come from reading a part that was not verified.</p><p><strong>Decision.</strong> Parts are taken from their one right place and never searched for. One signature, unique ids, references within the document, transforms that leave the document whole but for its signature (enveloped, and the two XPath forms that say the same). No DTD, CDATA, instructions, <code>xml:</code> attributes, or comments within values. SHA-256 or better. The certificate must be the one that <code>SigningCertificate</code> names. SHA-3, which KSeF takes, is not supported: WebCrypto has none. KSeF judges issuer, revocation and timestamps.</p><p><strong>Consequences.</strong> A valid signature in an unusual form is refused here although KSeF might accept it. Your own function as <code>AuthRequestSigner</code> sends a document unchecked.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0012-what-verify-xades-refuses.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0012WhatVerifyXadesRefuses = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0012WhatVerifyXadesRefuses as default
};
