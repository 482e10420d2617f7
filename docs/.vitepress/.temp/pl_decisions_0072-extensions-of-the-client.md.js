import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"72. The client is extended by functions","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0072-extensions-of-the-client"},"relativePath":"pl/decisions/0072-extensions-of-the-client.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0072-extensions-of-the-client.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="72-the-client-is-extended-by-functions" tabindex="-1">72. The client is extended by functions <a class="header-anchor" href="#72-the-client-is-extended-by-functions" aria-label="Permalink to &quot;72. The client is extended by functions&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> Permissions, KSeF tokens, certificates and the rest were only operations of <code>@ksef/api</code>: everybody wrote the loops for paging and polling. As members of <code>createKsef</code> they would be installed and bundled for all, also where invoices are only sent.</p><p><strong>Decision.</strong> <code>ksef.extend(one, two)</code> takes functions from the client to the members that they add, as viem does. The functions are called for every context and priority, so that <code>inContext(nip)</code> keeps what was added, bound to that context. In the types, <code>extend</code> returns <code>this &amp; …</code>, and <code>inContext</code> and <code>withPriority</code> return <code>this</code>: no second type of client exists. A name that exists already is refused, so no extension can change what <code>send</code> does.</p><p>An extension needs the client&#39;s <code>api</code> only. It says so in its parameter (<code>{ api }: { readonly api: Api }</code>), and its package does not import <code>@ksef/client</code>.</p><p><code>@ksef/management</code> is one package for permissions and KSeF tokens, with one entry: each is a function, and a member for <code>extend</code> gathers them. They import <code>core</code> and <code>api</code> only, so a package each would install nothing less, and bundlers drop what is not imported. Certificates need <code>signing</code> and stay a package.</p><p>Lists with page numbers of what can be revoked are read whole before the first item: revoking while reading moves the pages, and items would be skipped. They are as long as a context has permissions.</p><p><strong>Instead.</strong> <em>Plug-ins in the options of <code>createKsef</code>:</em> the type of the client would depend on a list in an object, and a client could not be extended later. <em>Classes:</em> no tree-shaking.</p><p><strong>Consequences.</strong> An extension that keeps state across contexts holds it outside of the function. Members on a prototype are not added: an extension returns a plain object.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0072-extensions-of-the-client.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0072ExtensionsOfTheClient = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0072ExtensionsOfTheClient as default
};
