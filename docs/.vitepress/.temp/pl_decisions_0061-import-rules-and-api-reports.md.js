import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"61. Import rules by dependency-cruiser, API reports from the built types","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0061-import-rules-and-api-reports"},"relativePath":"pl/decisions/0061-import-rules-and-api-reports.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0061-import-rules-and-api-reports.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="61-import-rules-by-dependency-cruiser-api-reports-from-the-built-types" tabindex="-1">61. Import rules by dependency-cruiser, API reports from the built types <a class="header-anchor" href="#61-import-rules-by-dependency-cruiser-api-reports-from-the-built-types" aria-label="Permalink to &quot;61. Import rules by dependency-cruiser, API reports from the built types&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> A check of our own read imports with a regular expression. It knew packages, but neither folders nor rings, and what a package exports could change without anybody seeing it.</p><p><strong>Decision.</strong> dependency-cruiser 17 (the last that runs on Node 20) reads the imports once. <code>tools/checks/architecture.mjs</code> is the one table: which package imports which, which loads in browsers, and, where a package lists its folders, which folder imports which. Everywhere: no rings inside a package, only a folder&#39;s <code>index.ts</code> from outside where it has one, at most 20 files a folder. The diagrams of <code>docs/architecture.md</code> come from the same imports (<code>npm run diagrams</code>).</p><p><code>packages/NAME/api.txt</code> is the public surface as text, printed from the declaration files that users get: exported declarations by name, then what they use. <code>npm run api-reports</code> writes it, a test fails while it is not current, and a review reads its diff. Entries named <code>internal</code> are left out: they carry no promise.</p><p><strong>Instead.</strong> <em>API Extractor:</em> one entry a package and a configuration each; ours have up to ten entries. <em>TypeDoc JSON:</em> ids and positions that change with every edit. <em>Nx module boundaries:</em> need ESLint, and know no folders.</p><p><strong>Consequences.</strong> After a change of exports, build and run <code>npm run api-reports</code>; after a change of imports, <code>npm run diagrams</code>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0061-import-rules-and-api-reports.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0061ImportRulesAndApiReports = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0061ImportRulesAndApiReports as default
};
