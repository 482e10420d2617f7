import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"0033: Processes that share a limiter take turns","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0033-taking-turns-over-redis"},"relativePath":"pl/decisions/0033-taking-turns-over-redis.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0033-taking-turns-over-redis.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="0033-processes-that-share-a-limiter-take-turns" tabindex="-1">0033: Processes that share a limiter take turns <a class="header-anchor" href="#0033-processes-that-share-a-limiter-take-turns" aria-label="Permalink to &quot;0033: Processes that share a limiter take turns&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p>Several processes behind one address share what KSeF allows. When room comes, somebody has to be first.</p><p><strong>Decision.</strong> In each process requests wait in one line. Whoever is first in it asks Redis, in one script that looks at the windows and counts the request if there is room. A process that is told to wait leaves its name in a list by when it came; room goes to the oldest name. So processes take turns, however far from Redis they are. A name whose process did not look again within 2 s of its time is passed over: processes die.</p><p>While Redis is out of reach each process keeps to an n-th of the limits, counting what it sent itself before, too.</p><p><strong>Not taken.</strong> Reserving a moment for each request in advance needs one question fewer, but a reserved moment is lost when its caller leaves, and is wrong when a 429 or new limits come in between. Priorities hold within a process only: across processes a busy one could starve the others.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0033-taking-turns-over-redis.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0033TakingTurnsOverRedis = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0033TakingTurnsOverRedis as default
};
