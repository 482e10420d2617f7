import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"27. Exports stay on disk as ciphertext while they are read","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0027-spool-ciphertext.md","filePath":"decisions/0027-spool-ciphertext.md"}');
const _sfc_main = { name: "decisions/0027-spool-ciphertext.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="27-exports-stay-on-disk-as-ciphertext-while-they-are-read" tabindex="-1">27. Exports stay on disk as ciphertext while they are read <a class="header-anchor" href="#27-exports-stay-on-disk-as-ciphertext-while-they-are-read" aria-label="Permalink to &quot;27. Exports stay on disk as ciphertext while they are read&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> A package has up to 1 GB in parts of up to 50 MB. Each part&#39;s sizes and both hashes must be right before a byte of it is used, so a part has to be somewhere until its last byte has arrived. In memory, one part and one read ahead are 100 MB. On disk, plaintext would be invoices in a folder for temporary files. And a ZIP archive can be read soundly from its end only: archives written as streams carry sizes behind the contents, a forward reader guesses where a file ends, and what it finds may differ from the directory.</p><p><strong>Decision.</strong> Parts are hashed and decrypted while they arrive, and written to disk as they came: ciphertext, mode 0600, in a folder of mode 0700. The file is unlinked right after it is made, so a killed process leaves nothing. CBC can be decrypted from any block, so <code>yauzl</code> reads the directory and the files through a reader that decrypts what it is asked for. TarGz has no directory: two passes over the same ciphertext judge first and yield then.</p><p>ZIP: <code>yauzl</code>, because it reads by directory, knows ZIP64, and checks names and sizes. TarGz: <code>tar-stream</code>, with few dependencies in 3.1; <code>modern-tar</code> 0.8.6 has none, and hung when a body was skipped. JSON: <code>@streamparser/json</code>, because <code>_metadata.json</code> of a full package takes more memory than everything else together.</p><p><strong>Consequences.</strong> Disk space of the package is needed for <code>readExport</code>, of the parts ahead for <code>downloadExport</code>. Every byte is decrypted twice (3 GB/s against 2 GB/s of hashing). Invoices of a ZIP come after its last part has arrived. Limits on number, size, ratio and names are judged before anything is unpacked.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0027-spool-ciphertext.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0027SpoolCiphertext = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0027SpoolCiphertext as default
};
