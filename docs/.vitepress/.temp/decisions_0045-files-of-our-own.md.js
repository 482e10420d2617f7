import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"45. Files are written by one module, @ksef/core/node","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0045-files-of-our-own.md","filePath":"decisions/0045-files-of-our-own.md"}');
const _sfc_main = { name: "decisions/0045-files-of-our-own.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="45-files-are-written-by-one-module-ksefcorenode" tabindex="-1">45. Files are written by one module, <code>@ksef/core/node</code> <a class="header-anchor" href="#45-files-are-written-by-one-module-ksefcorenode" aria-label="Permalink to &quot;45. Files are written by one module, \`@ksef/core/node\`&quot;">​</a></h1><p><strong>Decision.</strong> Writing our files and folders to disk is implemented once, in the subpath <code>@ksef/core/node</code>: <code>toDisk</code> (forces bytes out, also under Yarn&#39;s Plug&#39;n&#39;Play), <code>syncFolder</code>, <code>makeFolder</code> (mode 0700, or <code>INVALID_FOLDER</code>), <code>writeNewFile</code> and <code>replaceFile</code> (mode 0600, atomically). <code>certificates</code>, <code>export</code> and <code>sessions</code> use it. The index of <code>core</code> does not import it, so <code>core</code> still loads in a browser.</p><p><strong>Why.</strong> Each of the three had its own: three copies of <code>toDisk</code>, three of syncing a folder, four of making one, and they disagreed: what one had learned of Windows, which syncs no folders, the others had not, one hid a failing disk, and all stopped on file systems that cannot sync folders. Now Windows is left alone, a file system that cannot (<code>EINVAL</code>, <code>ENOSYS</code>, <code>ENOTSUP</code>) is too, and other errors of the disk are passed on.</p><p><strong>Instead.</strong> A package of its own: one more to publish for a hundred lines, which everything that writes would have to install. A library (<code>write-file-atomic</code>): one of the five functions, with a hook into the end of the process, and no workaround for file handles under Plug&#39;n&#39;Play.</p><p><strong>Price.</strong> Packages that write files need a <code>core</code> that has the subpath; as all are released together, they have.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0045-files-of-our-own.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0045FilesOfOurOwn = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0045FilesOfOurOwn as default
};
