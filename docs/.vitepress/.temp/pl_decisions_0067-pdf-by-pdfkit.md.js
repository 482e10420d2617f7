import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"67. PDFs are laid out on PDFKit, with tags of their own","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0067-pdf-by-pdfkit"},"relativePath":"pl/decisions/0067-pdf-by-pdfkit.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0067-pdf-by-pdfkit.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="67-pdfs-are-laid-out-on-pdfkit-with-tags-of-their-own" tabindex="-1">67. PDFs are laid out on PDFKit, with tags of their own <a class="header-anchor" href="#67-pdfs-are-laid-out-on-pdfkit-with-tags-of-their-own" aria-label="Permalink to &quot;67. PDFs are laid out on PDFKit, with tags of their own&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> Invoices become PDFs with embedded subset fonts, tags for screen readers, table heads on every page and, for archives, PDF/A-3 with the XML inside. pdfmake 0.3.11 and PDFKit 0.20.2 were looked at.</p><p><strong>Decision.</strong> <code>@ksef/visualization/pdf</code> lays pages out itself, on PDFKit. pdfmake sets the flag &quot;tagged&quot;, but it writes no structure tree: a screen reader finds nothing, and PDF/A-3a is out of reach. It also keeps a whole document in memory and has global state (fonts, access rules). PDFKit has structure elements, and files, PDF/A and browsers are part of it. The layout needs few things: fields, cards, tables, codes. They take about 500 lines.</p><p><code>pdfkit</code> and <code>dejavu-fonts-ttf</code> (fonts with Polish letters, free licence) are optional peer dependencies, loaded with the first PDF: HTML needs neither.</p><p><strong>Consequences.</strong> veraPDF finds every archived sample to be PDF/A-3a (<code>tools/checks/verapdf.mjs</code>, at night). Text is broken and measured here, with a cache of widths. Right-to-left scripts and scripts that DejaVu does not have need fonts of your own (<code>fonts</code>).</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0067-pdf-by-pdfkit.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0067PdfByPdfkit = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0067PdfByPdfkit as default
};
