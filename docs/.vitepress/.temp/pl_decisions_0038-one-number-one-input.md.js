import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"38. One KSeF number per input, whatever clocks, sessions and gateways do","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0038-one-number-one-input"},"relativePath":"pl/decisions/0038-one-number-one-input.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0038-one-number-one-input.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="38-one-ksef-number-per-input-whatever-clocks-sessions-and-gateways-do" tabindex="-1">38. One KSeF number per input, whatever clocks, sessions and gateways do <a class="header-anchor" href="#38-one-ksef-number-per-input-whatever-clocks-sessions-and-gateways-do" aria-label="Permalink to &quot;38. One KSeF number per input, whatever clocks, sessions and gateways do&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24. Extends <a href="/ksef-toolkit/pl/decisions/0035-exactly-once-online.html">35</a>.</p><p><strong>Context.</strong> A thousand seeded schedules, and clocks and disks made hostile by hand, found five cases that record 35 left open: a late arrival in a session that was replaced meanwhile; two inputs with the same bytes of which one&#39;s fate only the metadata know; sessions that seem past their end by a wrong clock; a full disk that let every invoice open a session; and a gateway&#39;s 404 page taken for &quot;KSeF does not know this session&quot;.</p><p><strong>Decision.</strong></p><ul><li>An input remembers the sessions that it left for, in the journal too. A duplicate whose original lies in one of them, with the same hash and no other owner, is the input&#39;s own: <code>accepted</code>.</li><li>A call returns each KSeF number once. Of inputs with the same bytes the first one gets it, the others are duplicates with <code>sameContent: true</code>; a run that is repeated gives each the same result as before, by the order of the source. The price is the numbers in memory: about 100 bytes an invoice, where KSeF takes 180 an hour.</li><li>A session that seems past its end when it was just opened shows that the clock here is wrong. Then its end is not computed: KSeF&#39;s refusal is waited for.</li><li>A session that could not be recorded is kept for the next invoice instead of opening another.</li><li>Only an answer that KSeF wrote (a code or a trace id) says that a session is gone. Otherwise the fate is unknown, nothing is sent, and the next call asks again.</li><li>An invoice that has not left because no session could be opened fails with <code>SESSION_NOT_OPENED</code>, never with <code>UNKNOWN_OUTCOME</code>.</li></ul><p><strong>Alternatives.</strong> Storing the hash of every input to find twins early: as much memory, and not safer.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0038-one-number-one-input.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0038OneNumberOneInput = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0038OneNumberOneInput as default
};
