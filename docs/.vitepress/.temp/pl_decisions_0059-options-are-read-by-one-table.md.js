import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"59. Options are checked by tables that know every name","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0059-options-are-read-by-one-table"},"relativePath":"pl/decisions/0059-options-are-read-by-one-table.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0059-options-are-read-by-one-table.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="59-options-are-checked-by-tables-that-know-every-name" tabindex="-1">59. Options are checked by tables that know every name <a class="header-anchor" href="#59-options-are-checked-by-tables-that-know-every-name" aria-label="Permalink to &quot;59. Options are checked by tables that know every name&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> Each function checked some of its options in its own way. <code>tokenstore</code>, <code>timeout</code>, <code>tokenStore: 5</code>, <code>stallTimeoutMs: NaN</code> or <code>timeoutMs: 0</code> were taken without a word, and showed as lost logins or failing calls much later.</p><p><strong>Decision.</strong> <code>checkOptions(options, checks)</code> of <code>@ksef/core/internal</code> takes a check for every option of the type; one that is forgotten does not compile. It refuses unknown names, also those whose value is <code>undefined</code>, with the nearest known name (<code>Unknown option &quot;tokenstore&quot;. Did you mean &quot;tokenStore&quot;?</code>), and wrong kinds and ranges, all as <code>INVALID_OPTION</code> with the option&#39;s path in <code>input</code>. What a wider function hands on to a narrower one is picked by the narrower one&#39;s table (<code>pickOptions</code>).</p><p><strong>Instead.</strong> <em>A schema library:</em> ten times the size, messages that are not ours. <em>Ignoring unknown names, as JavaScript does:</em> the same mistake stays unseen for months. <em>Checks at the client only:</em> each package is used by itself too.</p><p><strong>Consequences.</strong> Passing a larger object as options, as tests liked to do, fails. <code>createApi</code> leaves unknown names to <code>createKsef</code>: bundled with one operation it has no byte left below its limit of 30 000. The options of single operations (<code>getInvoice(api, input, options)</code>) are not checked: every function that calls them has done so.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0059-options-are-read-by-one-table.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0059OptionsAreReadByOneTable = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0059OptionsAreReadByOneTable as default
};
