import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"22. How a batch run resumes after a crash","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0022-batches-that-go-on.md","filePath":"decisions/0022-batches-that-go-on.md"}');
const _sfc_main = { name: "decisions/0022-batches-that-go-on.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="22-how-a-batch-run-resumes-after-a-crash" tabindex="-1">22. How a batch run resumes after a crash <a class="header-anchor" href="#22-how-a-batch-run-resumes-after-a-crash" aria-label="Permalink to &quot;22. How a batch run resumes after a crash&quot;">​</a></h1><p><strong>Decision.</strong> The journal holds, for each package, the indices and hashes of its inputs, the facts of its parts, and each step that KSeF has taken: opened, part uploaded, about to be closed, abandoned, ended. Keys and upload links are sealed with a key of the user&#39;s. Parts stay in a <code>PartStore</code> that outlives the process. A resumed run gets the same inputs again: those in a package are compared by hash and skipped, the others are packed. Results are not kept: they are read from KSeF again.</p><p>A session is abandoned, and its package sent in another, only when KSeF says that nothing of it was taken: it still waits for parts (100) and its links are refused, or it ended with 415 or 440 without an invoice. An opening whose response was lost is simply repeated: the upload links are lost with it, KSeF processes nothing that is not closed, and it ends by itself. A close is never followed by another session before the status is known.</p><p><strong>Why.</strong> Every line written before a step says what may have happened, every line after it what has; KSeF&#39;s status settles the rest. Nothing depends on two systems agreeing at one moment.</p><p><strong>Instead.</strong> Building the archive again with the same key, which needs no parts on disk: it costs the whole work once more for each restart, and a source that changed would be noticed only at the end. Keeping results in the journal: they are KSeF&#39;s, and it has them.</p><p><strong>Price.</strong> A restart reads the source from the beginning. An upload that was answered just before the crash is repeated, which storage accepts as the same file. One of 60 openings an hour is spent on a lost one.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0022-batches-that-go-on.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0022BatchesThatGoOn = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0022BatchesThatGoOn as default
};
