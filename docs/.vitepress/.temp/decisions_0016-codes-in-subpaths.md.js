import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"16. @ksef/qr is one package with several entries","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0016-codes-in-subpaths.md","filePath":"decisions/0016-codes-in-subpaths.md"}');
const _sfc_main = { name: "decisions/0016-codes-in-subpaths.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="16-ksefqr-is-one-package-with-several-entries" tabindex="-1">16. <code>@ksef/qr</code> is one package with several entries <a class="header-anchor" href="#16-ksefqr-is-one-package-with-several-entries" aria-label="Permalink to &quot;16. \`@ksef/qr\` is one package with several entries&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Links are needed everywhere, also in the browser of a till, and should cost at most 4 kB with no dependency but <code>core</code>. Making them from the invoice file needs an XML parser (30 kB), signing them needs a look into certificates, images need a QR encoder. Most users of one do not need the others.</p><p><strong>Decision.</strong> Entries: <code>@ksef/qr</code> (links: make, take apart), <code>/certificate</code> (makes any signer one for KOD II, verifies KOD II), <code>/invoice</code> (links from the file), <code>/image</code> (SVG, PNG, matrix), <code>/offline</code> (deadlines). <code>/invoice</code> imports <code>@ksef/documents</code>, which is an optional peer: users of that entry, or of <code>@ksef/client</code>, have it; nobody else installs a parser.</p><p><code>certificateLink</code> takes an <code>OfflineSigner</code> (serial number, <code>sign</code>) instead of a bare <code>Signer</code>. <code>offlineSigner(signer)</code> makes one, and refuses at start what KSeF would refuse when someone scans the printed code: a certificate for logging in, another curve, PKCS#1 padding, an expired certificate. It also verifies every signature before returning it. That part takes another 4 kB; for an unusual signer, write the two-member object yourself.</p><p>Considered: a function of the file <em>and</em> a parsed <code>InvoiceDocument</code> (nothing to install, but two arguments that can disagree: the hash of one file with the date of another); importing the parser dynamically (bundlers still want to resolve it); a package of its own for each (four names for one subject).</p><p><strong>Consequences.</strong> A test bundles the links alone, <code>core</code> included, and fails above 4 000 bytes; everything but the parser, and fails above 30 000.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0016-codes-in-subpaths.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0016CodesInSubpaths = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0016CodesInSubpaths as default
};
