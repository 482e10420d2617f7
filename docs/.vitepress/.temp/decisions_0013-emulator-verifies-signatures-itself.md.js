import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"13. The emulator verifies signed logins with its own code, and is stricter than KSeF","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0013-emulator-verifies-signatures-itself.md","filePath":"decisions/0013-emulator-verifies-signatures-itself.md"}');
const _sfc_main = { name: "decisions/0013-emulator-verifies-signatures-itself.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="13-the-emulator-verifies-signed-logins-with-its-own-code-and-is-stricter-than-ksef" tabindex="-1">13. The emulator verifies signed logins with its own code, and is stricter than KSeF <a class="header-anchor" href="#13-the-emulator-verifies-signed-logins-with-its-own-code-and-is-stricter-than-ksef" aria-label="Permalink to &quot;13. The emulator verifies signed logins with its own code, and is stricter than KSeF&quot;">​</a></h1><p><strong>Decided.</strong> <code>POST /auth/xades-signature</code> in <code>@ksef/emulator</code> resolves references, digests and checks values in its own code, with <code>node:crypto</code>, and leaves only canonicalisation to <code>xml-crypto</code>. The client side signs and verifies with <code>xadesjs</code> and <code>xmldsigjs</code> (decision 53). X.509 and PKCS#10 are read and written through the declared schemas of <code>@peculiar/asn1-*</code>.</p><p><strong>Why.</strong> The emulator is the second reading of the protocol: code that it shared with the client would hide a mistake that both make. <code>SignedXml</code> of <code>xml-crypto</code> verifies as well, but it takes what a document declares; here the list of what may stand in a document is short, and everything else is refused.</p><p>It refuses what some KSeF environment has accepted:</p><ul><li>SHA-1 in digests and signatures: TEST ignored it, DEMO and PRD answer 9105 (seen in April 2026).</li><li>Signatures without a signing certificate or whose signed properties are not covered (KSeF since 2.1.0).</li><li>Duplicate ids in any spelling (<code>Id</code>, <code>ID</code>, <code>id</code>, <code>xml:id</code>), references other than <code>&quot;&quot;</code> and <code>#id</code>, XPath expressions other than those that leave out the signature, more than five references.</li><li>Comments inside values. Canonicalisation drops them, so the signature would hold, yet readers differ in what they see.</li><li>DTDs and processing instructions.</li></ul><p>The fields of the request are read from the canonical bytes that were digested, not from the document as sent.</p><p><strong>Alternatives.</strong> <code>SignedXml</code> alone (less code, no profile, weaker against wrapping); <code>xmldsigjs</code> (the client&#39;s library); <code>xmlsec1</code> as a child process (not installed everywhere; used in the tests).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0013-emulator-verifies-signatures-itself.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0013EmulatorVerifiesSignaturesItself = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0013EmulatorVerifiesSignaturesItself as default
};
