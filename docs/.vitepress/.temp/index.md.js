import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse(`{"title":"","description":"","frontmatter":{"layout":"home","hero":{"name":"KSeF toolkit","text":"Poland's e-invoices from TypeScript","tagline":"Send, track and receive invoices in KSeF (Krajowy System e-Faktur). Small packages, a command line, and an emulator that runs on your laptop.","actions":[{"theme":"brand","text":"Get started","link":"/getting-started"},{"theme":"alt","text":"Command line","link":"/guides/cli"},{"theme":"alt","text":"Recipes","link":"/recipes"}]},"features":[{"title":"Exactly once","details":"After a lost response the toolkit checks with KSeF before it retries. With a journal, a killed process resumes where it stopped.","link":"/guides/failure-handling"},{"title":"Any volume, constant memory","details":"Ten invoices or a hundred thousand, online or by batch, sent and received as streams.","link":"/guides/sending"},{"title":"Any key","details":"KSeF tokens, KSeF certificates, qualified signatures and seals. PEM, PKCS#12, WebCrypto, PKCS#11, KMS.","link":"/guides/login-signature"},{"title":"No 429","details":"Requests wait for KSeF's limits automatically, in one process or in many.","link":"/guides/multiple-processes"},{"title":"Clear errors","details":"Bad input is refused before the network, with an error that says what to do. Every code has an explanation.","link":"/guides/errors"},{"title":"KSeF on your laptop","details":"A real HTTP server with real encryption, signatures and receipts. For tests in any language.","link":"/guides/emulator"}]},"headers":[],"relativePath":"index.md","filePath":"index.md"}`);
const _sfc_main = { name: "index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h2 id="try-it-without-an-account" tabindex="-1">Try it without an account <a class="header-anchor" href="#try-it-without-an-account" aria-label="Permalink to &quot;Try it without an account&quot;">​</a></h2><div class="language-sh vp-adaptive-theme"><button title="Copy Code" class="copy"></button><span class="lang">sh</span><pre class="shiki shiki-themes github-light github-dark vp-code" tabindex="0"><code><span class="line"><span style="--shiki-light:#6F42C1;--shiki-dark:#B392F0;">npx</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> -p</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> @ksef/cli</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> -p</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> @ksef/emulator</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> ksef</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> send</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> invoice.xml</span><span style="--shiki-light:#005CC5;--shiki-dark:#79B8FF;"> --env</span><span style="--shiki-light:#032F62;--shiki-dark:#9ECBFF;"> emulator</span></span></code></pre></div><p>Or from TypeScript: <a href="/ksef-toolkit/getting-started.html">get started</a>.</p><p>Made for KSeF API 2.9.0. Not affiliated with the Polish Ministry of Finance. MIT licence.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("index.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const index = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  index as default
};
