import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"43. A local clock that is ahead does not expire new tokens","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0043-a-clock-that-is-ahead.md","filePath":"decisions/0043-a-clock-that-is-ahead.md"}');
const _sfc_main = { name: "decisions/0043-a-clock-that-is-ahead.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="43-a-local-clock-that-is-ahead-does-not-expire-new-tokens" tabindex="-1">43. A local clock that is ahead does not expire new tokens <a class="header-anchor" href="#43-a-local-clock-that-is-ahead-does-not-expire-new-tokens" aria-label="Permalink to &quot;43. A local clock that is ahead does not expire new tokens&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> KSeF&#39;s access tokens live for about fifteen minutes, and <code>validUntil</code> is a moment by KSeF&#39;s clock. On a machine whose clock is that far ahead every new token has expired when it arrives: each request refreshed it, which works, but takes two requests for one, and logs in thousands of times a day.</p><p><strong>Decision.</strong> When a token has just been made (a login or a refresh in this process) and the clock here leaves it less than a quarter of its life, the clock is wrong, not the token. Its life then counts from its arrival. The token says how long that is: from <code>iat</code> to <code>validUntil</code>. A token without <code>iat</code> that looks expired counts as valid for five minutes. The event <code>clock-ahead</code> says by how much the clock is off.</p><ul><li>KSeF promises nothing about claims, and clients should use <code>validUntil</code>. So <code>iat</code> is used only when <code>validUntil</code> cannot be right, and a token without it works too.</li><li>If the token ends sooner after all, KSeF answers 401: it is dropped, refreshed, and the request retried once, as always.</li><li>Tokens from a store or from <code>seed</code> may be of any age: for those the clock is trusted. A process with a wrong clock therefore refreshes once at its start and then every quarter of an hour. It does the others no harm.</li><li>A clock that is behind makes a token look good for too long. The 401 corrects that.</li></ul><p><strong>Alternatives.</strong> Correcting the clock by the <code>Date</code> header of answers: it would have to pass from the transport through <code>@ksef/auth</code> to the provider, whose authenticator may be anyone&#39;s, and the header may be a proxy&#39;s.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0043-a-clock-that-is-ahead.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0043AClockThatIsAhead = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0043AClockThatIsAhead as default
};
