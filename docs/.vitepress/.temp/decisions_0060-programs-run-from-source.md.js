import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"60. Programs of this repository run from source","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0060-programs-run-from-source.md","filePath":"decisions/0060-programs-run-from-source.md"}');
const _sfc_main = { name: "decisions/0060-programs-run-from-source.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="60-programs-of-this-repository-run-from-source" tabindex="-1">60. Programs of this repository run from source <a class="header-anchor" href="#60-programs-of-this-repository-run-from-source" aria-label="Permalink to &quot;60. Programs of this repository run from source&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> <code>npm start</code> on a fresh clone spent 58 of its 78 seconds building, and printed hundreds of lines before the first one that mattered. Type checks waited for the same build.</p><p><strong>Decision.</strong> Every entry in <code>exports</code> of our packages begins with a condition of our own, <code>@ksef/source</code>, which leads to <code>src/*.ts</code>. <code>npm start</code>, <code>npm run emulator</code> and <code>npm run example</code> start Node with <code>--conditions=@ksef/source --import tsx</code>. TypeScript uses the same condition (<code>customConditions</code>), so one program checks the types of all packages without a build. Tests run against <code>dist</code>, as users get it. pnpm removes the condition when it packs (<code>.pnpmfile.cjs</code>), <code>prepack</code> refuses every other packer, and a test unpacks each tarball and searches it.</p><p><strong>Instead.</strong> <em><code>publishConfig.exports</code>:</em> the same list twice in each package. <em>Project references:</em> still a build. <em><code>dist</code> in git:</em> never current.</p><p><strong>Consequences.</strong> A new entry in <code>exports</code> needs the condition as its first key; a test says so. From source, the main thread reads the invoices of a batch: threads load JavaScript only.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0060-programs-run-from-source.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0060ProgramsRunFromSource = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0060ProgramsRunFromSource as default
};
