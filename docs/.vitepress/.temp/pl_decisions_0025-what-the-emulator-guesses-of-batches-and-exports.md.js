import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"25. What the emulator assumes about batches and exports","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0025-what-the-emulator-guesses-of-batches-and-exports"},"relativePath":"pl/decisions/0025-what-the-emulator-guesses-of-batches-and-exports.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0025-what-the-emulator-guesses-of-batches-and-exports.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="25-what-the-emulator-assumes-about-batches-and-exports" tabindex="-1">25. What the emulator assumes about batches and exports <a class="header-anchor" href="#25-what-the-emulator-assumes-about-batches-and-exports" aria-label="Permalink to &quot;25. What the emulator assumes about batches and exports&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> The contract and the guide leave some of the server&#39;s behaviour open.</p><p><strong>Decision.</strong> Where no text says otherwise, the emulator does this:</p><ul><li>the same file name twice in a package ends the session at 500; a package without files at 440, as if nothing had been sent;</li><li>wrong sizes of uploads show at closing (21157), wrong hashes of parts or package in the status (405);</li><li>the storage answers 401 to a bearer token, 403 to a signature that does not hold and to any other method, 400 to a missing or wrong <code>x-ms-blob-type</code> or <code>Content-MD5</code>, 411 without <code>Content-Length</code>;</li><li>links of exports are valid for an hour, packages a day (then 210), statuses seven days (then 410, as the contract says);</li><li>an export without invoices has a package with <code>_metadata.json</code> alone, which is always the last file;</li><li>only Peppol contexts are refused by 21181;</li><li>both ends of a range of dates belong to it; <code>Issue</code> goes by Polish days;</li><li>an invoice dated in the future is rejected with 450, one that is too large with 430. The rules are documented, the codes are in no text of the ministry (another client reports 445 or 450).</li></ul><p><strong>Consequences.</strong> Each is one small place to change when the real server turns out to behave differently. Lives, delays and caps are settings, so that tests do not depend on them.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0025-what-the-emulator-guesses-of-batches-and-exports.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0025WhatTheEmulatorGuessesOfBatchesAndExports = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0025WhatTheEmulatorGuessesOfBatchesAndExports as default
};
