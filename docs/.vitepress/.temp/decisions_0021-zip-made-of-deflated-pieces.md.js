import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"21. Archives are built from pieces that threads have deflated","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0021-zip-made-of-deflated-pieces.md","filePath":"decisions/0021-zip-made-of-deflated-pieces.md"}');
const _sfc_main = { name: "decisions/0021-zip-made-of-deflated-pieces.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="21-archives-are-built-from-pieces-that-threads-have-deflated" tabindex="-1">21. Archives are built from pieces that threads have deflated <a class="header-anchor" href="#21-archives-are-built-from-pieces-that-threads-have-deflated" aria-label="Permalink to &quot;21. Archives are built from pieces that threads have deflated&quot;">​</a></h1><p><strong>Changed by 0036:</strong> groups are larger, and their buffers move.</p><p><strong>Decision.</strong> Groups of up to 64 invoices or 256 KiB are deflated by <code>node:zlib</code> in worker threads, one per core. fflate&#39;s streaming <code>Zip</code> writes headers and directory around the finished pieces; modern-tar makes the tar blocks, and for TarGz the deflated pieces become one gzip stream, as <code>pigz</code> does it. Where groups are cut follows from the inputs alone, files carry one fixed date, and pieces are written in order: the archive&#39;s bytes depend on names and contents only. The threads&#39; program is a string, started with <code>eval</code>.</p><p><strong>Why.</strong> Deflate is nearly all of the work. Handing every invoice to <code>zlib.deflateRaw</code> costs three times the work in overhead (measured: 5 000/s against 17 000/s of one core); a group costs one message. No ZIP library deflates on threads at native speed, but fflate documents how to add a file that is compressed already. A worker in a separate file gets lost when an application is bundled; 30 lines of text do not.</p><p><strong>Instead.</strong> archiver, yazl, client-zip: one core. zip.js: can pass compressed data through, at a stream for each file. A writer of our own: fflate has it.</p><p><strong>Price.</strong> fflate writes no ZIP64, so a ZIP ends at 4 000 000 000 bytes and another session is opened, before KSeF&#39;s limit of 5 000 000 000. TarGz goes up to that. The gzip header and trailer (18 bytes) are ours. An application whose policy forbids <code>eval</code> in workers cannot build packages.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0021-zip-made-of-deflated-pieces.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0021ZipMadeOfDeflatedPieces = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0021ZipMadeOfDeflatedPieces as default
};
