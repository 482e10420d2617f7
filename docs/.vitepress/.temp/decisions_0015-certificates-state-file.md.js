import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"15. Certificates are a separate package, and an enrolment is a file","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0015-certificates-state-file.md","filePath":"decisions/0015-certificates-state-file.md"}');
const _sfc_main = { name: "decisions/0015-certificates-state-file.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="15-certificates-are-a-separate-package-and-an-enrolment-is-a-file" tabindex="-1">15. Certificates are a separate package, and an enrolment is a file <a class="header-anchor" href="#15-certificates-are-a-separate-package-and-an-enrolment-is-a-file" aria-label="Permalink to &quot;15. Certificates are a separate package, and an enrolment is a file&quot;">​</a></h1><p><strong>Decided.</strong> <code>@ksef/certificates</code> stands between <code>api</code> and <code>signing</code>; <code>client</code> need not install it. <code>issueCertificate</code> keeps its progress in a state file that the caller names, with the private key in a file of its own beside it:</p><ol><li>the key is written under a name that nothing else has, and is on the disk (<code>fsync</code>);</li><li>the state file is created, which fails if another process was faster; it holds the request (CSR), not the key;</li><li><code>sentAt</code> is recorded, the request is sent, the reference number is recorded;</li><li>serial number and certificate follow.</li></ol><p>A call that finds <code>sentAt</code> and no reference number does not know whether KSeF took the request. It looks through the caller&#39;s certificates of that name and type for one with its public key, for about a minute, and only then sends the request again. An enrolment cannot be looked up otherwise, and each costs one of 12 (PESEL) or 300 (NIP), which revoking does not give back.</p><p><strong>Why a file, not an interface.</strong> A private key has to survive the process, and its security depends on where it is stored. A store interface would invite memory, the one wrong place. With keys in an HSM, create the request there and use the single steps: <code>enrollmentData</code>, <code>enroll</code>, <code>waitForCertificate</code>, <code>retrieveCertificates</code>.</p><p><strong>Consequences.</strong> Node only. Two processes must not use one state file at the same time once it exists. A failed enrolment (status 400, 500, 550) leaves its key file: nothing that might have been certified is deleted.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0015-certificates-state-file.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0015CertificatesStateFile = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0015CertificatesStateFile as default
};
