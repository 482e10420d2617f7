import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"44. What the emulator assumes about permissions","description":"","frontmatter":{},"headers":[],"params":{"page":"decisions/0044-permissions-of-the-emulator"},"relativePath":"pl/decisions/0044-permissions-of-the-emulator.md","filePath":"pl/[page].md"}');
const _sfc_main = { name: "pl/decisions/0044-permissions-of-the-emulator.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="44-what-the-emulator-assumes-about-permissions" tabindex="-1">44. What the emulator assumes about permissions <a class="header-anchor" href="#44-what-the-emulator-assumes-about-permissions" aria-label="Permalink to &quot;44. What the emulator assumes about permissions&quot;">​</a></h1><div class="info custom-block"><p class="custom-block-title">Po angielsku</p><p>Tej strony nie ma jeszcze w języku polskim.</p></div><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> The contract describes what each grant is for and lists the codes with which its operation can end, but not which refusal ends with which code. Its guide and the tests of the official clients differ in places.</p><p><strong>Decision.</strong> Where no text says otherwise, the emulator does this:</p><ul><li>a permission that an office passes on (<code>indirect</code>) needs some grant of the client to the office, else 440. The contract requires a permission that may be passed on; the official C# client grants the office <code>CredentialsManage</code> alone and its grant succeeds and is listed as <code>Inactive</code>. So it does here: such a permission counts, and is <code>Active</code>, only as long as a client&#39;s grant of the same permission with <code>canDelegate</code> exists;</li><li><code>InternalId</code> of another company, EU context of another NIP, company that is not below the context&#39;s: 410. Context without the role of a company above, or of a type in which such permissions are not granted: 430;</li><li>a wrong last digit of an <code>InternalId</code> is bad input (21405);</li><li>permissions are revoked where they were granted, else 400: the administrator of a unit or an EU entity does not revoke the company&#39;s grants. A holder of <code>SubunitManage</code> alone revokes administrators of subunits only, else 420;</li><li>a filter by target finds permissions that were not passed on by their own context, as the official clients&#39; tests expect;</li><li>a role begins with <code>createdDate</code> of <code>/testdata</code>, or when it is made; the rule that such dates must grow is not kept.</li></ul><p>Without <code>permissions: &#39;checked&#39;</code> any login to an EU context may do everything in it, <code>VatUeManage</code> included, which owners never hold elsewhere.</p><p><strong>Consequences.</strong> Each is one small place to change when the real server turns out to behave differently. Consent to attachments is apart from them (<code>/permissions/attachments/status</code>): it is the seller&#39;s, and only invoices ask for it.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("pl/decisions/0044-permissions-of-the-emulator.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0044PermissionsOfTheEmulator = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0044PermissionsOfTheEmulator as default
};
