import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"Przewodniki","description":"","frontmatter":{},"headers":[],"relativePath":"pl/guides/index.md","filePath":"pl/guides/README.md"}');
const _sfc_main = { name: "pl/guides/index.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="przewodniki" tabindex="-1">Przewodniki <a class="header-anchor" href="#przewodniki" aria-label="Permalink to &quot;Przewodniki&quot;">​</a></h1><table tabindex="0"><thead><tr><th>chcesz</th><th>przeczytaj</th></tr></thead><tbody><tr><td>wysłać i odebrać pierwszą fakturę</td><td><a href="/ksef-toolkit/pl/getting-started.html">Pierwsze kroki</a></td></tr><tr><td>wysłać jedną fakturę, wiele, całe paczki</td><td><a href="/ksef-toolkit/pl/guides/sending.html">Wysyłanie faktur</a></td></tr><tr><td>odbierać, eksportować, wyszukiwać</td><td><a href="/ksef-toolkit/pl/guides/receiving.html">Odbieranie faktur</a></td></tr><tr><td>porównać KSeF z księgami, oznaczyć JPK_V7</td><td><a href="/ksef-toolkit/pl/guides/reconciliation.html">Compare KSeF with your books</a> (po angielsku)</td></tr><tr><td>zapłacić faktury, kilka jednym przelewem</td><td><a href="/ksef-toolkit/pl/guides/paying.html">Pay invoices</a> (po angielsku)</td></tr><tr><td>zalogować się</td><td><a href="/ksef-toolkit/pl/guides/login-token.html">tokenem</a> albo <a href="/ksef-toolkit/pl/guides/login-signature.html">podpisem</a>: przegląd</td></tr><tr><td>  jako program, bez człowieka i tokenu</td><td><a href="/ksef-toolkit/pl/guides/login-ksef-certificate.html">Certyfikat KSeF</a></td></tr><tr><td>  jako osoba</td><td><a href="/ksef-toolkit/pl/guides/login-qualified-signature.html">Podpis kwalifikowany</a>, <a href="/ksef-toolkit/pl/guides/login-trusted-profile.html">profil zaufany</a></td></tr><tr><td>  jako organizacja</td><td><a href="/ksef-toolkit/pl/guides/login-seal.html">Pieczęć</a></td></tr><tr><td>  kluczem w KMS, HSM, gdzie indziej</td><td><a href="/ksef-toolkit/pl/guides/login-remote-signer.html">Klucz gdzie indziej</a></td></tr><tr><td>wystawiać, gdy KSeF jest niedostępny</td><td><a href="/ksef-toolkit/pl/guides/offline.html">Tryby offline</a></td></tr><tr><td>pracować z wiersza poleceń</td><td><a href="/ksef-toolkit/pl/guides/cli.html">Wiersz poleceń</a> i <a href="/ksef-toolkit/pl/guides/cli-reference.html">opis poleceń</a></td></tr><tr><td>sprawdzić, co jest kontrolowane przed wysłaniem</td><td><a href="/ksef-toolkit/pl/guides/validation-rules.html">Reguły walidacji</a></td></tr><tr><td>zrozumieć błąd lub status</td><td><a href="/ksef-toolkit/pl/guides/errors.html">Błędy</a>, <a href="/ksef-toolkit/pl/guides/statuses.html">statusy KSeF</a></td></tr></tbody></table><p>Pozostałe przewodniki są na razie po angielsku: <a href="/ksef-toolkit/pl/guides/">lista</a>. Bloki kodu są kompilowane w testach, a większość także uruchamiana.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/guides/README.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const README = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  README as default
};
