import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"24. The emulator processes packages through files","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0024-emulator-works-packages-through-files"},"relativePath":"pl/decisions/0024-emulator-works-packages-through-files.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0024-emulator-works-packages-through-files.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="24-the-emulator-processes-packages-through-files" tabindex="-1">24. The emulator processes packages through files <a class="header-anchor" href="#24-the-emulator-processes-packages-through-files" aria-label="Permalink to &quot;24. The emulator processes packages through files&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> A batch package may have 5 GB and an export 1 GiB; a ZIP archive is read from its end. The emulator runs in tests and on laptops, where that much memory is not available.</p><p><strong>Decision.</strong> Uploaded parts, the joined package and the parts of exports are files in a work folder: in the state folder, or a temporary one that goes when the emulator is closed. A closed batch is worked through in the background: parts are checked, decrypted and joined into one file, that file is read through once (so that a bad archive takes no invoice), and read again invoice by invoice. Archives are read and written by <code>yauzl</code>, <code>yazl</code> and <code>tar-stream</code>, not by own code. Invoice files are kept in memory up to 16 MiB in all; later ones are appended to one file.</p><p><strong>Consequences.</strong> Memory does not grow with the package; the price is reading each archive twice. The temporary folder outlives a process that is killed.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0024-emulator-works-packages-through-files.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0024EmulatorWorksPackagesThroughFiles = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0024EmulatorWorksPackagesThroughFiles as default
};
