import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"54. Sessions in folders by idea, called nine levels deep at most","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0054-sessions-in-folders-by-idea"},"relativePath":"pl/decisions/0054-sessions-in-folders-by-idea.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0054-sessions-in-folders-by-idea.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="54-sessions-in-folders-by-idea-called-nine-levels-deep-at-most" tabindex="-1">54. Sessions in folders by idea, called nine levels deep at most <a class="header-anchor" href="#54-sessions-in-folders-by-idea-called-nine-levels-deep-at-most" aria-label="Permalink to &quot;54. Sessions in folders by idea, called nine levels deep at most&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> <code>sessions</code> had 58 files in one folder. A call of <code>sendBatch</code> went through 19 functions before it reached the transport, so nobody could follow it without a debugger, and code for batches imported from everywhere.</p><p><strong>Decision.</strong> Each folder of <code>src</code> is one idea, and other folders see its <code>index.ts</code> only. <code>send</code> (chooses the mode, runs both) imports <code>online</code> and <code>batch</code>; these import <code>journal</code>, <code>status</code>, <code>receipts</code> and <code>duplicates</code>; nothing imports upwards, within a folder neither. <code>batch</code> is <code>packing</code>, <code>parts</code> and <code>shipping</code>; <code>online</code> has <code>session</code> (one session) and <code>run</code> (what the journal knows). <code>tools/checks/architecture.mjs</code> holds the table.</p><p>A function that has several steps calls them one after the other, rather than each calling the next: <code>processInput</code> sends, polls, reads the result; <code>runBatches</code> takes an input, ships the package that is full, and takes it again. A static call graph of <code>src</code> (calls between named functions and methods, those in closures counted as their owner&#39;s) has chains of nine at most.</p><p><strong>Instead.</strong> <em>Smaller packages:</em> users would choose among five. <em>Deep chains with good names:</em> that was the code before. <em>Barrels in every folder without a rule:</em> imports grow back.</p><p><strong>Consequences.</strong> What both modes need statically (the marker <code>flush</code>, whether there are threads) stands outside <code>batch</code>: an import of its <code>index.ts</code> would put all of batch sending into the bundle of those who only send online; a test says so.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0054-sessions-in-folders-by-idea.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0054SessionsInFoldersByIdea = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0054SessionsInFoldersByIdea as default
};
