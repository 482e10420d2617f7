import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"0031: Locks of a fleet are leases with fences","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0031-leases-with-fences.md","filePath":"decisions/0031-leases-with-fences.md"}');
const _sfc_main = { name: "decisions/0031-leases-with-fences.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="0031-locks-of-a-fleet-are-leases-with-fences" tabindex="-1">0031: Locks of a fleet are leases with fences <a class="header-anchor" href="#0031-locks-of-a-fleet-are-leases-with-fences" aria-label="Permalink to &quot;0031: Locks of a fleet are leases with fences&quot;">​</a></h1><p>One process at a time should log in for a context. Locks over Redis, or over PostgreSQL, can be lost while their holder believes in them: it was paused, the network was, or the server forgot. And their holders die.</p><p><strong>Decision.</strong> A lock is a lease: it ends by itself after <code>lockTtlMs</code> and is prolonged while it is held. Each holder gets a fence, greater than all before it, and hands it over with the tokens that it saves. The store compares it in the step that saves (Lua in Redis, a condition in SQL) and refuses an outdated holder (<code>STALE_TOKENS</code>). Tokens that were put in by hand, or removed, outdate every holder before them. Fences are made of the server&#39;s clock, so that they rise also after Redis lost its memory.</p><p>A login whose lock was lost is not broken off: KSeF minds parallel logins little, and the fence keeps the store right.</p><p><strong>For users of one process</strong> nothing changes: a lock need not give a fence, and a store need not heed it.</p><p><strong>Not taken.</strong> PostgreSQL&#39;s advisory locks free themselves with their connection, but need one connection for each lock that is held, and break behind poolers. Redlock needs several Redis servers and is no safer without fences.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0031-leases-with-fences.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0031LeasesWithFences = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0031LeasesWithFences as default
};
