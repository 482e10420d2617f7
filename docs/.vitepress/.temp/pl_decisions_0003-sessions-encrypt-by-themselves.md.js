import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"3. sessions encrypts invoices itself, and only needs an encrypted key from outside","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0003-sessions-encrypt-by-themselves"},"relativePath":"pl/decisions/0003-sessions-encrypt-by-themselves.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0003-sessions-encrypt-by-themselves.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="3-sessions-encrypts-invoices-itself-and-only-needs-an-encrypted-key-from-outside" tabindex="-1">3. <code>sessions</code> encrypts invoices itself, and only needs an encrypted key from outside <a class="header-anchor" href="#3-sessions-encrypts-invoices-itself-and-only-needs-an-encrypted-key-from-outside" aria-label="Permalink to &quot;3. \`sessions\` encrypts invoices itself, and only needs an encrypted key from outside&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> <code>sessions</code> must not import <code>crypto</code>, so that keys can live in an HSM and tests can preload keys. Yet it has to encrypt every invoice with AES-256-CBC and hash it twice.</p><p><strong>Decision.</strong> The extension point is <code>SymmetricKeyEncryptor</code>: encrypt a 32-byte AES key with KSeF&#39;s public key, and refresh keys when KSeF says that one was withdrawn. AES and SHA-256 themselves are a few lines of <code>node:crypto</code> inside <code>sessions</code>, and the key never leaves the session object except sealed. Not WebCrypto: it hands every call to another thread and back, which for an invoice of 3 kB took 0.36 ms of the 2.2 ms that sending one cost; called synchronously it is 0.02 ms.</p><p><strong>Consequences.</strong> Replacing <code>@ksef/crypto</code> means writing two methods. <code>sessions</code> is a package for Node (batches need files and threads anyway). AES on streams for everyone else stays in <code>@ksef/crypto</code>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0003-sessions-encrypt-by-themselves.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0003SessionsEncryptByThemselves = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0003SessionsEncryptByThemselves as default
};
