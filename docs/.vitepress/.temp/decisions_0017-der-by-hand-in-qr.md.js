import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"17. @ksef/qr reads five fields of a certificate without an ASN.1 library","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0017-der-by-hand-in-qr.md","filePath":"decisions/0017-der-by-hand-in-qr.md"}');
const _sfc_main = { name: "decisions/0017-der-by-hand-in-qr.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="17-ksefqr-reads-five-fields-of-a-certificate-without-an-asn1-library" tabindex="-1">17. <code>@ksef/qr</code> reads five fields of a certificate without an ASN.1 library <a class="header-anchor" href="#17-ksefqr-reads-five-fields-of-a-certificate-without-an-asn1-library" aria-label="Permalink to &quot;17. \`@ksef/qr\` reads five fields of a certificate without an ASN.1 library&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> KOD II holds the certificate&#39;s serial number, and must not be made with a certificate of the wrong type, key or date. Browsers and edge runtimes have no X.509 parser. The libraries that read X.509 in JavaScript add between 30 and 200 kB minified (asn1js, pkijs, <code>@peculiar/x509</code>); the whole of this package, images included, may take 30 kB.</p><p><strong>Decision.</strong> <code>certificate/der.ts</code> walks definite-length elements (20 lines); <code>read-certificate.ts</code> picks serial number, validity, public key, its algorithm and <code>keyUsage</code>. It only reads, does not decide about trust, and anything that does not parse is <code>INVALID_CERTIFICATE</code>. The key is imported, and signatures verified, by WebCrypto. Writing and everything beyond these fields stays with the library in <code>@ksef/signing</code>.</p><p><strong>Consequences.</strong> Tests compare every field with what Node&#39;s <code>X509Certificate</code> reads from certificates that openssl made, and corrupt bytes at random: only typed errors may result. If the size limit is lifted, replace both files with a library; nothing else depends on them.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0017-der-by-hand-in-qr.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0017DerByHandInQr = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0017DerByHandInQr as default
};
