import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"51. Packages depend on each other with ^, and are released together","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0051-packages-share-copies"},"relativePath":"pl/decisions/0051-packages-share-copies.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0051-packages-share-copies.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="51-packages-depend-on-each-other-with--and-are-released-together" tabindex="-1">51. Packages depend on each other with <code>^</code>, and are released together <a class="header-anchor" href="#51-packages-depend-on-each-other-with--and-are-released-together" aria-label="Permalink to &quot;51. Packages depend on each other with \`^\`, and are released together&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Our packages asked for exact versions of each other (<code>workspace:*</code>). With <code>@ksef/client</code> 0.1.0 in a lockfile, adding <code>@ksef/signing</code> 0.1.1 would install <code>@ksef/core</code> twice. Errors are recognised across copies, but TypeScript takes a <code>Nip</code> of one copy for another type than that of the other. With <code>workspace:^</code>, changesets by itself leaves dependents where they are: a fixed <code>@ksef/sessions</code> 0.2.0 would never reach users who install only <code>@ksef/client</code>.</p><p><strong>Decision.</strong> Dependencies of published packages on each other are <code>workspace:^</code>, which pnpm publishes as <code>^</code> of the version at hand, so never of one that is older than what the code was tested with. <code>updateInternalDependents: &quot;always&quot;</code> releases all dependents with a package, as a patch. Peers stay as they are (<code>onlyUpdatePeerDependentsWhenOutOfRange</code>).</p><p><strong>Instead.</strong> <em>One version for all</em> (<code>fixed</code>): a major of one part would be one of all. <em>Exact versions:</em> copies.</p><p><strong>Consequences.</strong> Before 1.0 <code>^</code> is the same minor. A patch must keep what the packages above use of a package: what breaks that is a minor. <code>CHANGELOG.md</code> of a dependent names in one line what moved below it.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0051-packages-share-copies.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0051PackagesShareCopies = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0051PackagesShareCopies as default
};
