import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"76. The documentation site is built from the documents as they are on GitHub","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0076-a-site-from-the-documents.md","filePath":"decisions/0076-a-site-from-the-documents.md"}');
const _sfc_main = { name: "decisions/0076-a-site-from-the-documents.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="76-the-documentation-site-is-built-from-the-documents-as-they-are-on-github" tabindex="-1">76. The documentation site is built from the documents as they are on GitHub <a class="header-anchor" href="#76-the-documentation-site-is-built-from-the-documents-as-they-are-on-github" aria-label="Permalink to &quot;76. The documentation site is built from the documents as they are on GitHub&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-28</p><p>The guides are read in three places: on GitHub, on npm (READMEs) and on a site with search. One text serves all of them.</p><ul><li><strong>VitePress 1.6</strong> over <code>docs</code>. Links in the documents are relative to files, as GitHub needs them. A rule of the site turns those to other documents into pages, and those into the rest of the repository into addresses on GitHub. Anchors of headings are made as GitHub makes them.</li><li><strong>Diagrams</strong> are Mermaid in the documents, because GitHub draws it. The site draws them while it is built (<code>beautiful-mermaid</code>): Mermaid itself needs a browser, and would send half a megabyte to the reader.</li><li><strong>The API reference</strong> is TypeDoc&#39;s own HTML under <code>/api/</code>. As Markdown for VitePress it would be 1 600 pages, and the build would take minutes and gigabytes.</li><li><strong>Every link is checked</strong> in the built site, anchors included. VitePress checks its own pages only, and no anchors.</li><li><strong>Polish.</strong> A Polish page names the English text it was made from, by a hash. When that text changes, the site says on the page that the English one is newer, and <code>npm run translations</code> lists it. It does not fail the tests: whoever fixes an English sentence does not need to know Polish. Pages that are not translated appear in the Polish site in English, so that menus and links stay whole.</li><li><strong>Generated pages</strong> (command line, statuses, rules) come from texts that the packages have in both languages.</li></ul><h2 id="instead" tabindex="-1">Instead <a class="header-anchor" href="#instead" aria-label="Permalink to &quot;Instead&quot;">​</a></h2><ul><li>Docusaurus, Astro Starlight: heavier, or in need of Node 22.</li><li><code>typedoc-plugin-markdown</code>: one look for everything, at the price above.</li><li>Tests that fail for a lagging translation: English texts would then not be improved.</li></ul></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0076-a-site-from-the-documents.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0076ASiteFromTheDocuments = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0076ASiteFromTheDocuments as default
};
