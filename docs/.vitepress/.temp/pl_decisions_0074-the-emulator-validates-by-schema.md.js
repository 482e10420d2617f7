import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"74. The emulator validates invoices by their schemas, on a thread","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0074-the-emulator-validates-by-schema"},"relativePath":"pl/decisions/0074-the-emulator-validates-by-schema.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0074-the-emulator-validates-by-schema.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="74-the-emulator-validates-invoices-by-their-schemas-on-a-thread" tabindex="-1">74. The emulator validates invoices by their schemas, on a thread <a class="header-anchor" href="#74-the-emulator-validates-invoices-by-their-schemas-on-a-thread" aria-label="Permalink to &quot;74. The emulator validates invoices by their schemas, on a thread&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> KSeF refuses every invoice that violates the schema of its form, with 450 and the messages of .NET&#39;s validator. The emulator looked only for the elements that it reads, so that tests were green here and failed at KSeF. libxml2 for WebAssembly is an ES module with a top-level <code>await</code>, which CommonJS and Jest cannot load; loading it with FA(3) takes a third of a second.</p><p><strong>Decision.</strong></p><ul><li>Invoices of all five forms are validated by <code>@ksef/schemas</code> and <code>libxml2-wasm</code>, online and in batches. <code>@ksef/validation</code> takes no part: where both agree, two independent readings agree.</li><li>One thread per process validates for all its emulators. It begins with the first session; a process does not wait for it at its end. The server is free meanwhile, and Jest needs nothing.</li><li>An online invoice is taken when it comes, and validated before its request is answered, so that it is judged at once afterwards. In a batch, at most 64 files or 12 MB are with the thread at a time.</li><li>What libxml2 finds is worded as KSeF words it: <code>The element &#39;Adnotacje&#39; in namespace &#39;…&#39; has invalid child element …</code>, up to 20 details. What the emulator itself misses is told of first, in Polish, as before.</li><li><code>schema: &#39;off&#39;</code> (<code>--schema off</code>) switches it off. <code>nipChecksums: &#39;always&#39;</code> checks NIPs in all sessions, as production does.</li></ul><p><strong>Instead.</strong> <em>In the server&#39;s own thread:</em> fewer parts, but it would stop the server for a third of a second, and not work in Jest. <em>With <code>@ksef/validation</code>:</em> one mistake there would hide itself.</p><p><strong>Consequences.</strong> The emulator installs 1.2 MB more. Test data has to be valid; <code>sampleInvoice()</code> makes it. Details beyond the element&#39;s name are close to KSeF&#39;s, not always equal.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0074-the-emulator-validates-by-schema.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0074TheEmulatorValidatesBySchema = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0074TheEmulatorValidatesBySchema as default
};
