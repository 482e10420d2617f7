import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"10. pkijs reads certificates, node-forge opens PKCS#12","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0010-one-asn1-library"},"relativePath":"pl/decisions/0010-one-asn1-library.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0010-one-asn1-library.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="10-pkijs-reads-certificates-node-forge-opens-pkcs12" tabindex="-1">10. pkijs reads certificates, node-forge opens PKCS#12 <a class="header-anchor" href="#10-pkijs-reads-certificates-node-forge-opens-pkcs12" aria-label="Permalink to &quot;10. pkijs reads certificates, node-forge opens PKCS#12&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Signing reads certificates, and makes certificate requests and certificates for tests. <code>node:crypto</code> reads keys of every PEM form, but writes neither requests nor names as RFC 4514 has them, and does not exist in browsers. <code>@peculiar/x509</code> needs <code>reflect-metadata</code> and a container; <code>@peculiar/asn1-*</code> would come in addition to pkijs, which xmldsigjs (record 53) brings anyway. PKCS#12 files of banks and authorities are still encrypted with RC2-40 and 3DES; OpenSSL 3 has no RC2 unless its legacy provider is loaded, and pkijs has neither.</p><p><strong>Decision.</strong> pkijs and asn1js are the only ASN.1 library in our code. Private keys in PEM go to <code>node:crypto</code>. PKCS#12, old and new, is opened by node-forge, one library for both kinds. All three are loaded when they are used. What node-forge decrypts is passed to <code>node:crypto</code> at once: node-forge signs nothing. Names are built with asn1js, because pkijs would write all attributes of a subject into one relative name, and KSeF wants each in its own.</p><p><strong>Consequences.</strong> <code>signerFromCryptoKey</code>, <code>remoteSigner</code>, requests and XAdES run in browsers; PEM, PKCS#12 and KeyObject need Node. The bytes of a certificate from PKCS#12 are tested to be the very ones of the file.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0010-one-asn1-library.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0010OneAsn1Library = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0010OneAsn1Library as default
};
