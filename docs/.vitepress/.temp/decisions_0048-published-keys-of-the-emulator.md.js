import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"48. Emulators without a state folder have published keys","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0048-published-keys-of-the-emulator.md","filePath":"decisions/0048-published-keys-of-the-emulator.md"}');
const _sfc_main = { name: "decisions/0048-published-keys-of-the-emulator.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="48-emulators-without-a-state-folder-have-published-keys" tabindex="-1">48. Emulators without a state folder have published keys <a class="header-anchor" href="#48-emulators-without-a-state-folder-have-published-keys" aria-label="Permalink to &quot;48. Emulators without a state folder have published keys&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> An emulator needs two RSA keys for clients to encrypt for, one that signs receipts, and a certificate authority. Making the first two took 0.3 s of processor time, more than the rest of a start; certifying them loaded the ASN.1 library. Every test file of a suite is a process of its own and paid this again.</p><p><strong>Decision.</strong> The package brings these keys with certificates valid from 2000 to 2049 (<code>src/keys/published-keys.ts</code>). An emulator without <code>stateDir</code> begins with them. One with a state folder makes its own, and so does every rotation, off the main thread; requests wait meanwhile. If all keys have expired, because the clock was moved, new ones are made.</p><p>Nothing that was secret becomes known. The emulator speaks plain HTTP, any well-formed token logs in to it as the owner of any context, and its control side has no password: anyone who can read the traffic can read the invoices without a key.</p><p><strong>Alternatives.</strong></p><ul><li>A cache of keys in the folder for temporary files: private keys at a name that others can foresee, no gain in containers and on fresh machines.</li><li>Keys made when they are first needed: nearly every client needs them at once.</li><li>Smaller keys: clients may insist on 2048 bits, as KSeF&#39;s have.</li></ul><p><strong>Consequences.</strong> Two emulators in memory have the same <code>publicKeyId</code>s, and so have two runs of one: a client that caches keys keeps working when the emulator is restarted. Tests that want other keys rotate them. Scanners for secrets may find the file; the keys are written as bare Base64 for that reason. They must not be used for anything else, nor be trusted.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0048-published-keys-of-the-emulator.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0048PublishedKeysOfTheEmulator = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0048PublishedKeysOfTheEmulator as default
};
