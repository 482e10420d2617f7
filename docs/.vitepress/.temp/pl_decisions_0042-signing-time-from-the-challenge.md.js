import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"42. The signing time of a login comes from the challenge","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0042-signing-time-from-the-challenge"},"relativePath":"pl/decisions/0042-signing-time-from-the-challenge.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0042-signing-time-from-the-challenge.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="42-the-signing-time-of-a-login-comes-from-the-challenge" tabindex="-1">42. The signing time of a login comes from the challenge <a class="header-anchor" href="#42-the-signing-time-of-a-login-comes-from-the-challenge" aria-label="Permalink to &quot;42. The signing time of a login comes from the challenge&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Context.</strong> A login by signature carries <code>SigningTime</code>. It followed the clock of the machine that signs: one that is months off, as after a flat battery or in a restored virtual machine, signed a time that lies before or after everything KSeF knows about the challenge and the certificate. What KSeF checks of it is not documented: the documentation of authentication does not mention it, of the official clients the Java one leaves it to its library (now), the C# one says &quot;now less a minute&quot;. A validator that follows ETSI EN 319 102-1 may refuse a time outside the certificate&#39;s validity or in the future.</p><p><strong>Decision.</strong> The challenge carries KSeF&#39;s own time (<code>timestampMs</code>). <code>@ksef/auth</code> passes it to the signer with the request, and <code>@ksef/signing</code> uses it as &quot;now&quot;: the signing time is that less a minute, never before the certificate&#39;s begin, and the certificate&#39;s validity is judged by it. If you sign by hand with <code>prepareAuthRequest</code>, you may pass it on; without it the clock of the machine counts as before. The emulator does not refuse a signing time that is far off: nobody has seen KSeF do it, and a refusal of our own would hide what other clients may do.</p><p><strong>Consequences.</strong> The login works however wrong the clock is, once there is a signer: making one (<code>signerFromPem</code> and its siblings) still refuses a certificate that has expired by the clock here, and reports the time it assumes. A server that lies about the time could have a login signed for another moment; it is the one that asks for the login, and a signed login is good for its own challenge only.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0042-signing-time-from-the-challenge.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0042SigningTimeFromTheChallenge = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0042SigningTimeFromTheChallenge as default
};
