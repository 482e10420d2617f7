import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse(`{"title":"30. The limiter waits a margin longer than KSeF's windows","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0030-limiter-with-margin"},"relativePath":"pl/decisions/0030-limiter-with-margin.md","filePath":"pl/[page].md"}`);
const _sfc_main = { name: "pl/decisions/0030-limiter-with-margin.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="30-the-limiter-waits-a-margin-longer-than-ksefs-windows" tabindex="-1">30. The limiter waits a margin longer than KSeF&#39;s windows <a class="header-anchor" href="#30-the-limiter-waits-a-margin-longer-than-ksefs-windows" aria-label="Permalink to &quot;30. The limiter waits a margin longer than KSeF&#39;s windows&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p>KSeF counts requests where they arrive; a client knows when they leave. Two requests that leave a full second apart can arrive closer together, and a client that fills every window to the brim is then refused, now and then, by chance.</p><p><strong>Decision.</strong> Every window of the limiter lasts longer than KSeF&#39;s: by a second, the window of a second by a quarter. Requests are counted when they are admitted. The transport need not tell the limiter when a response came, so that any <code>RateLimiter</code> stays two functions.</p><p><strong>Price.</strong> None over an hour: the hourly limits are reached long before the minute&#39;s, everywhere in the contract. A burst is up to a quarter slower in its seconds.</p><p><strong>Alternatives.</strong> Counting from the response would be exact whatever the network does, but needs a third function that every transport must call, or requests stand still. A request that takes longer than the margin to arrive (a slow upload) can still lead to a 429, which blocks its group until <code>Retry-After</code> and loses nothing.</p><p><strong>Also decided.</strong> A group&#39;s requests wait in one queue, first come first served, because a smarter scheduler would have to be explained. Interactive requests go first, and every fifth place goes to the others, so that neither starves. Limits come from the contract until <code>GET /rate-limits</code> was read. Closing a session counts in <code>onlineSessionClose</code> or <code>batchSessionClose</code> (contract 2.9.0, record 64), and with opening only where KSeF names no such groups.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0030-limiter-with-margin.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0030LimiterWithMargin = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0030LimiterWithMargin as default
};
