import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"0032: A journal in PostgreSQL asks who holds it in every write","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0032-journals-by-statement"},"relativePath":"pl/decisions/0032-journals-by-statement.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0032-journals-by-statement.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="0032-a-journal-in-postgresql-asks-who-holds-it-in-every-write" tabindex="-1">0032: A journal in PostgreSQL asks who holds it in every write <a class="header-anchor" href="#0032-a-journal-in-postgresql-asks-who-holds-it-in-every-write" aria-label="Permalink to &quot;0032: A journal in PostgreSQL asks who holds it in every write&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p>A run of sending must have one writer, or two processes send the same invoices. Its writer may be paused, or cut off, and go on when another has taken over.</p><p><strong>Decision.</strong> A run is a row with the number of its holder and the end of its hold. Each <code>append</code> is one statement that prolongs the hold if the number is still the holder&#39;s, and adds lines only then. Lines have positions that the holder counts: a write whose answer was lost is repeated at the same positions and adds nothing twice. Numbers come from the server&#39;s clock, so that they rise also when a run was removed and begun anew.</p><p><strong>Not taken.</strong> Advisory locks: freed at once when a process dies, but each needs a connection of its own for as long as sending lasts (hours), none of them guards a write that is late, and poolers break them. The price is <code>lockTtlMs</code>: after a crash a successor waits up to 30 s.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0032-journals-by-statement.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0032JournalsByStatement = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0032JournalsByStatement as default
};
