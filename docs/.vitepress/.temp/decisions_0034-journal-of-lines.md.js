import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"34. A journal stores lines; the file journal identifies its holder by process","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0034-journal-of-lines.md","filePath":"decisions/0034-journal-of-lines.md"}');
const _sfc_main = { name: "decisions/0034-journal-of-lines.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="34-a-journal-stores-lines-the-file-journal-identifies-its-holder-by-process" tabindex="-1">34. A journal stores lines; the file journal identifies its holder by process <a class="header-anchor" href="#34-a-journal-stores-lines-the-file-journal-identifies-its-holder-by-process" aria-label="Permalink to &quot;34. A journal stores lines; the file journal identifies its holder by process&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> A process that sends invoices may be killed at any line. Its successor must know what was sent. The journal that tells it should be easy to implement on any store, and quick enough that sending does not wait for it.</p><p><strong>Decision.</strong></p><ul><li><code>SessionJournal</code> keeps lines (plain JSON) of runs, and knows nothing of their meaning. The writer folds them. So a store needs an ordered append and a lock, and new kinds of entries need no new store.</li><li>A run has one holder at a time. <code>fileJournal</code> writes the holder&#39;s process id, its start time (from <code>/proc</code>, or from <code>ps</code>) and a mark of its machine into the name of a lock file: a name cannot be half written. A candidate puts its file up first and looks at the others then, so two never both continue; a file whose process is gone is removed. Decision 55 adds containers.</li><li>A lock from another machine cannot be checked. It counts as alive, and the error names the file to delete. For several machines use the PostgreSQL journal.</li><li>Concurrent appends are written and synced together (group commit). After a failed write or sync nothing more goes into the file until it is opened again: what the disk holds then is not known. Opening drops a last line without its end; any other line that is no entry stops the work with <code>JOURNAL_CORRUPT</code>, because guessing could send something twice.</li></ul><p><strong>Consequences.</strong> One <code>fdatasync</code> per group, not per invoice. A journal on a network share between machines needs manual recovery after a machine dies. <code>@ksef/sessions/conformance</code> tests what every journal must guarantee.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0034-journal-of-lines.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0034JournalOfLines = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0034JournalOfLines as default
};
