import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"41. CommonJS builds bundle the dependencies that are ES modules only","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0041-commonjs-carries-esm-only-packages.md","filePath":"decisions/0041-commonjs-carries-esm-only-packages.md"}');
const _sfc_main = { name: "decisions/0041-commonjs-carries-esm-only-packages.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="41-commonjs-builds-bundle-the-dependencies-that-are-es-modules-only" tabindex="-1">41. CommonJS builds bundle the dependencies that are ES modules only <a class="header-anchor" href="#41-commonjs-builds-bundle-the-dependencies-that-are-es-modules-only" aria-label="Permalink to &quot;41. CommonJS builds bundle the dependencies that are ES modules only&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Two dependencies are published as ES modules only: <code>qr</code> (images of codes) and <code>modern-tar</code> (batches as TarGz). Node loads them with <code>require</code> from 20.19 on. Jest, which runs most tests of CommonJS programs, does not: <code>import { qrPng } from &#39;@ksef/qr/image&#39;</code> failed in every test that was compiled to CommonJS (babel, ts-jest, swc), and batches as TarGz failed when they were sent. It can only be fixed by settings (<code>transformIgnorePatterns</code>) that users must find.</p><p><strong>Decision.</strong> The CommonJS build (<code>.cjs</code>) has them in it, tree-shaken, with their licences, without source maps of theirs. The ES modules import them as before, so bundles for browsers and their sizes stay as they were. The list of such packages is in <code>tsup.config.ts</code>; a test loads every file of CommonJS where <code>require</code> takes no ES module.</p><p><strong>Instead.</strong> <em>A line in a guide:</em> read after the failure. <em><code>import()</code> kept in CommonJS:</em> Jest refuses that as well. <em>Other encoders with CommonJS:</em> several times slower (decision 18). <em>Everything bundled:</em> several copies of shared code.</p><p><strong>Consequences.</strong> <code>@ksef/qr</code> grows by 28 kB, <code>@ksef/sessions</code> by 16 kB on disk. A fix of those two reaches CommonJS users with our next release, not with theirs. When the least Node is one whose Jest can <code>require</code> ES modules (24.9), this goes.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0041-commonjs-carries-esm-only-packages.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0041CommonjsCarriesEsmOnlyPackages = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0041CommonjsCarriesEsmOnlyPackages as default
};
