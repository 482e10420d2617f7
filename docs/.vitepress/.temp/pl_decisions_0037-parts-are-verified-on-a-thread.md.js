import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"37. Parts of a package are verified on a separate thread","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0037-parts-are-verified-on-a-thread"},"relativePath":"pl/decisions/0037-parts-are-verified-on-a-thread.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0037-parts-are-verified-on-a-thread.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="37-parts-of-a-package-are-verified-on-a-separate-thread" tabindex="-1">37. Parts of a package are verified on a separate thread <a class="header-anchor" href="#37-parts-of-a-package-are-verified-on-a-separate-thread" aria-label="Permalink to &quot;37. Parts of a package are verified on a separate thread&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> A byte of an export is received, hashed as ciphertext, decrypted, hashed as plaintext, written to the spool, read from it and decrypted again. On one thread a GB took 3.3 s, of which 1.2 s were the two SHA-256 and 1.0 s the receiving; the goal is 0.6 of bare decryption and one SHA-256 (1.3 s), in at most 160 MB.</p><p><strong>Decision.</strong> From 16 MB a package, and where there is more than one core, a worker thread writes each stretch of 1 MB to the spool, hashes, decrypts and hashes it. The stretches are handed over and back without a copy. The program of the thread is text, as in 0021: a file beside the built package is lost when an application is bundled. What it decrypts it discards at once, by sending it to a closed port: left to the garbage collector it came to 50 MB, and cost more time. The thread has the file&#39;s descriptor on loan: the file is closed when the thread has given it back, so its number cannot have become another file&#39;s. What the thread cannot write, its owner writes: Deno&#39;s descriptors are of one thread only, and a full disk is reported by the one who can. An idle thread keeps no process alive.</p><p><strong>Instead.</strong> <em>Parts in memory, decrypted once:</em> a part has 50 MB, and Node, the transport and their garbage 110 MB; that is past the goal before anything is read ahead. <em><code>crypto.subtle.digest</code> on the thread pool:</em> it takes whole parts only, and copies them: 150 MB. <em>Shared memory instead of transfers:</em> writing into it is twice as slow, as V8 copies by single words. <em>A second decryption saved by keeping plaintext:</em> at 3 GB/s it is the cheapest of all steps.</p><p><strong>Consequences.</strong> On two free cores a GB takes 2.0 to 2.3 s and at most 150 MB, 0.62 to 0.66 of the bare work; where other programs hold the second core, it falls to what it was. On one core, or where threads are not allowed, parts are verified where they are received, and so are packages below 16 MB.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0037-parts-are-verified-on-a-thread.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0037PartsAreVerifiedOnAThread = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0037PartsAreVerifiedOnAThread as default
};
