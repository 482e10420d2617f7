import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"18. Images: qr encodes, whole pixels, a label without fonts, PNG by the platform","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0018-images-of-codes.md","filePath":"decisions/0018-images-of-codes.md"}');
const _sfc_main = { name: "decisions/0018-images-of-codes.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="18-images-qr-encodes-whole-pixels-a-label-without-fonts-png-by-the-platform" tabindex="-1">18. Images: <code>qr</code> encodes, whole pixels, a label without fonts, PNG by the platform <a class="header-anchor" href="#18-images-qr-encodes-whole-pixels-a-label-without-fonts-png-by-the-platform" aria-label="Permalink to &quot;18. Images: \`qr\` encodes, whole pixels, a label without fonts, PNG by the platform&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-24</p><p><strong>Context.</strong> Images must be crisp, their label (a KSeF number, <code>OFFLINE</code>, <code>CERTYFIKAT</code>) never cut, in Node, browsers and edge runtimes, in at most 30 kB.</p><p><strong>Decision.</strong></p><ul><li>The encoder is <code>qr</code> (no dependencies, ISO/IEC 18004:2024 cited rule by rule, 13.6 kB). Measured in one run for KOD I and for KOD II with an RSA signature, codes per second: <code>qr</code> 9 600 and 3 800, <code>lean-qr</code> 3 700 and 610, <code>qrcode</code> 1 000 and 220, <code>uqr</code> 500 and 140, <code>@nuintun/qrcode</code> 990 and 240, <code>qrcode-generator</code> 350 and 90. All make the same size of code. It is published as ESM only; the CommonJS build carries it along (0041).</li><li>The label is drawn from a table of 37 characters of 5 by 7 dots. Text in SVG depends on the viewer&#39;s fonts, which is how labels get cut, and PNG has no text at all. The zero is slashed, because KSeF numbers are hexadecimal.</li><li>One layout in whole pixels serves both formats: bands of lines with runs of dark pixels. A label wider than the code widens the image.</li><li>PNG: <code>CompressionStream</code> compresses; the four chunks around it are 50 lines here. <code>fast-png</code> (16.9 kB) does not fit beside the encoder, <code>upng-js</code> brings all of pako. Hence <code>qrPng</code> is asynchronous.</li></ul><p><strong>Consequences.</strong> Other characters in labels are refused with a typed error. Runtimes without <code>CompressionStream</code> (browsers before 2023) get SVG only.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0018-images-of-codes.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0018ImagesOfCodes = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0018ImagesOfCodes as default
};
