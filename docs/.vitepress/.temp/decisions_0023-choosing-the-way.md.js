import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"23. send chooses online or batch by waiting time","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0023-choosing-the-way.md","filePath":"decisions/0023-choosing-the-way.md"}');
const _sfc_main = { name: "decisions/0023-choosing-the-way.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="23-send-chooses-online-or-batch-by-waiting-time" tabindex="-1">23. <code>send</code> chooses online or batch by waiting time <a class="header-anchor" href="#23-send-chooses-online-or-batch-by-waiting-time" aria-label="Permalink to &quot;23. \`send\` chooses online or batch by waiting time&quot;">​</a></h1><p><strong>Decision.</strong> <code>send</code> reads ahead as many inputs as can be sent online within <code>maxOnlineWaitMs</code> (default one minute: 60 invoices at KSeF&#39;s 30 a minute), at most 16 MB. When the source ends before that, they go online; otherwise the rest streams into batches. When there are more than the published allowance takes, KSeF is asked for the context&#39;s own (<code>GET /rate-limits</code>); without limits the bound is 1 000, where one package is less work than as many requests. Inputs that KSeF takes one way only (PEF and technical corrections online, attachments by batch) go that way at the same time, and results come back in order: at most <code>maxHeldResults</code> of the faster way wait for the slower one, then no more inputs are read.</p><p>Where there are no worker threads (Cloudflare Workers, Node&#39;s permission model) there are no batches: all go online then, attachments fail one by one, and the event says why. Not without a journal, though, when only <code>batch</code> has one: after a crash such a run would not resume as its caller expects.</p><p>A run with a journal stores its choice there, and resumes with it: the journal of one way does not know what the other has sent. Before, a run that was begun by batch, and after a crash found KSeF allowing more, sent everything again online, and called it all <code>duplicate</code>.</p><p><strong>Why.</strong> What a user feels is the wait. Up to 30 invoices go online at once; from 181 on, the last one waits an hour, where a batch takes minutes. Reading ahead has a bound, so memory has one.</p><p><strong>Instead.</strong> Asking for the number of invoices: sources such as database cursors do not know it. Reading everything first: no constant memory.</p><p><strong>Price.</strong> An invoice of a batch has the moment of opening as its <code>invoicingDate</code>, and shares its session&#39;s fate. If you want one way, call <code>sendInvoices</code> or <code>sendBatch</code>.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0023-choosing-the-way.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0023ChoosingTheWay = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0023ChoosingTheWay as default
};
