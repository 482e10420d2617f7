import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"75. A certificate is renewed in place","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0075-certificates-renewed-in-place"},"relativePath":"pl/decisions/0075-certificates-renewed-in-place.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0075-certificates-renewed-in-place.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="75-a-certificate-is-renewed-in-place" tabindex="-1">75. A certificate is renewed in place <a class="header-anchor" href="#75-a-certificate-is-renewed-in-place" aria-label="Permalink to &quot;75. A certificate is renewed in place&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> A KSeF certificate ends after two years at most. The next one was issued into another state file, and every program that logged in had to be told of it and started again.</p><p><strong>Decision.</strong> <code>renewCertificate</code> has the next certificate issued into a state file beside the current one (<code>x.next.json</code>), and then replaces the current state file by it, atomically. The state file always names the certificate to use. <code>certificateSigner</code> reads it at every login. It is a function, which <code>credentials.signer</code> takes already, so the client needs nothing new. A login happens every few days at most, and reading two files costs less than signing.</p><p>Keys and certificates have names of their own and stay. After a crash, the file <code>x.next.json</code> tells that a renewal was begun: the next call finishes it, whatever the date. The state records the serial number of the certificate before. It is not revoked: other processes may use it still, and codes of offline invoices need it until KSeF has them.</p><p>The members for <code>createKsef(…).extend</code> are in <code>@ksef/certificates</code> itself, beside the functions: whoever logs in by token installs neither.</p><p><strong>Instead.</strong> <em>Watching the file:</em> a timer or a watcher for what is needed at a login alone. <em>Renewing within the login:</em> the login would wait for an enrolment, and a failed enrolment would become a failed login.</p><p><strong>Consequences.</strong> One process at a time renews, as with <code>issueCertificate</code>. Processes on other machines need the files copied.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0075-certificates-renewed-in-place.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0075CertificatesRenewedInPlace = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0075CertificatesRenewedInPlace as default
};
