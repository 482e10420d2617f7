import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"20. Batch sending is in @ksef/sessions/batch","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0020-batch-in-a-subpath.md","filePath":"decisions/0020-batch-in-a-subpath.md"}');
const _sfc_main = { name: "decisions/0020-batch-in-a-subpath.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="20-batch-sending-is-in-ksefsessionsbatch" tabindex="-1">20. Batch sending is in <code>@ksef/sessions/batch</code> <a class="header-anchor" href="#20-batch-sending-is-in-ksefsessionsbatch" aria-label="Permalink to &quot;20. Batch sending is in \`@ksef/sessions/batch\`&quot;">​</a></h1><p><strong>Decision.</strong> What batch sending needs (threads, files, archive libraries) is reached through the subpath <code>@ksef/sessions/batch</code>. The package&#39;s main entry imports none of it; <code>send</code>, which chooses the way, loads it when it is used. The archive libraries are loaded when a package of their kind is built.</p><p><strong>Why.</strong> Most users send online. Their cold start and their bundles must not pay for batch sending, and a subpath works with any bundler.</p><p><strong>Instead.</strong> A package of its own (<code>@ksef/batch</code>): one more name to learn for what shares sessions, results, journal and receipts with online sending.</p><p><strong>Price.</strong> Two import lines for users of both.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0020-batch-in-a-subpath.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0020BatchInASubpath = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0020BatchInASubpath as default
};
