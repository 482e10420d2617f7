import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"47. A service uses one sender, which shares one session","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0047-one-sender-for-a-service.md","filePath":"decisions/0047-one-sender-for-a-service.md"}');
const _sfc_main = { name: "decisions/0047-one-sender-for-a-service.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="47-a-service-uses-one-sender-which-shares-one-session" tabindex="-1">47. A service uses one sender, which shares one session <a class="header-anchor" href="#47-a-service-uses-one-sender-which-shares-one-session" aria-label="Permalink to &quot;47. A service uses one sender, which shares one session&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> <code>ksef.send(xml)</code> opens a session, sends, waits and closes: right for a script, wrong for a shop that issues an invoice every minute. Each invoice costs an opening and a closing, both limited by KSeF, and sessions opened shortly after another are known to turn 415. <code>sendInvoices</code> shares a session, but wants an iterable, and gives results in the order of the inputs: a service had to turn its calls into a queue, tie results to callers, and let one slow invoice hold back all.</p><p><strong>Decision.</strong> <code>openSender</code> takes invoices by a call each and resolves each when its result is there. It is <code>sendInvoices</code> without the source: the same pool of sessions, the same poll for judgements, the same journal. An invoice that failed may be sent again in the same process; the sender keeps what it knows of it (session, reference), and looks it up as a successor after a crash would. Without a journal of yours no lines are kept at all.</p><p><code>close</code> with a signal abandons running work when the signal aborts, and leaves session and journal to the successor, which closes that session before it asks.</p><p>Not done: a run for each invoice (an opening each), one sender in several processes at once (KSeF&#39;s limits count per context and address, so nothing would be gained), an outbox of our own (the service has a database, and a row for each order in it).</p><p><strong>Consequences.</strong> A sender that lives for months remembers every invoice it sent, 270 bytes each. The journal of a run grows by a kilobyte per invoice; a new <code>runId</code> starts another.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0047-one-sender-for-a-service.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0047OneSenderForAService = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0047OneSenderForAService as default
};
