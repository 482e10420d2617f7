import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"14. The emulator trusts every login by default, and can check permissions","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0014-emulator-rights-and-trust"},"relativePath":"pl/decisions/0014-emulator-rights-and-trust.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0014-emulator-rights-and-trust.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="14-the-emulator-trusts-every-login-by-default-and-can-check-permissions" tabindex="-1">14. The emulator trusts every login by default, and can check permissions <a class="header-anchor" href="#14-the-emulator-trusts-every-login-by-default-and-can-check-permissions" aria-label="Permalink to &quot;14. The emulator trusts every login by default, and can check permissions&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Decided.</strong> As on TEST, any well-formed certificate logs in, self-signed ones too. By default every login owns its context (TEST is stricter: see the guide). Three options narrow that: <code>selfSigned: false</code> with <code>trustedCertificates</code>, and <code>permissions: &#39;checked&#39;</code>. A login that asks for <code>verifyCertificateChain</code> gets the chain verified in any case. Certificates that the emulator&#39;s own authority issued are known by serial number and bytes; one that the authority signed and does not know is never trusted.</p><p>With <code>permissions: &#39;checked&#39;</code> a NIP owns its own context (not its units: decision 57), a Peppol provider too; everyone else needs <code>POST /testdata/permissions</code>, and a person may stand for the NIP that <code>POST /testdata/person</code> links to its PESEL. What the API of permissions grants counts too (decision 44).</p><p><strong>Why.</strong> The first thing a user does is log in; that should not need any setup. Programs that have to handle 415 and 460 can have both without leaving the laptop.</p><p><strong>Assumptions</strong> the documentation leaves open: an identifier attribute without a known prefix is 21115, one with a wrong number of digits and a subject with no identifier at all are 21406; a login with a KSeF certificate keeps the subject identifier of its enrolment, also where that was a fingerprint.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0014-emulator-rights-and-trust.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0014EmulatorRightsAndTrust = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0014EmulatorRightsAndTrust as default
};
