import { ssrRenderAttrs } from "vue/server-renderer";
import { useSSRContext } from "vue";
import { _ as _export_sfc } from "./plugin-vue_export-helper.1tPrXgE0.js";
const __pageData = JSON.parse('{"title":"68. The command line: commander, commands as data, heavy parts optional","description":"","frontmatter":{},"headers":[],"relativePath":"decisions/0068-the-command-line.md","filePath":"decisions/0068-the-command-line.md"}');
const _sfc_main = { name: "decisions/0068-the-command-line.md" };
function _sfc_ssrRender(_ctx, _push, _parent, _attrs, $props, $setup, $data, $options) {
  _push(`<div${ssrRenderAttrs(_attrs)}><h1 id="68-the-command-line-commander-commands-as-data-heavy-parts-optional" tabindex="-1">68. The command line: commander, commands as data, heavy parts optional <a class="header-anchor" href="#68-the-command-line-commander-commands-as-data-heavy-parts-optional" aria-label="Permalink to &quot;68. The command line: commander, commands as data, heavy parts optional&quot;">​</a></h1><p><strong>Status:</strong> accepted, 2026-11-28</p><p><strong>Context.</strong> Everything the packages do could be reached by writing TypeScript only. <code>@ksef/cli</code> must start fast, speak two languages, install at most 60 packages, and let every command be tried without an account.</p><p><strong>Decision.</strong> Commands are data (<code>CommandSpec</code>: names, options, texts in both languages, and a function that imports the code). commander 14 parses them; help, the shell completions and <code>docs/guides/cli-reference.md</code> are made from the same data, so they cannot differ. The code of a command loads when the command is used.</p><p>Results go to stdout, everything else to stderr. <code>--json</code> prints one object, or one object a line. Exit codes say what to do next: 2 change the call, 3 run it again, 4 see to the login.</p><p><code>send</code> always keeps a journal under <code>KSEF_HOME</code> and names its run, so each run can be resumed, not only those that asked for it in time. A run is removed from the journal when all its results are known.</p><p>Secrets go to the keychain through <code>@napi-rs/keyring</code> where it is installed and works, else into a file (mode 0600), each sealed with AES-256-GCM under a key that scrypt makes of a passphrase. Profiles hold no secrets.</p><p><code>@ksef/emulator</code> (77 packages), <code>pdfkit</code> (19) and <code>@napi-rs/keyring</code> are optional peers. Without them the CLI installs fewer than 60 packages; the message of a command that needs one says what to install. <code>--env emulator</code> runs the emulator as a process of its own with its state under <code>KSEF_HOME</code>, since the next command must find what this one sent.</p><p><strong>Instead.</strong> <em>oclif:</em> needs Node 22, and many more packages. <em>An emulator in the process of each command:</em> forgets everything between two commands. <em>Bundling PDFKit into the CLI:</em> 26 MB for those who never print, and it hides in no inventory of dependencies. <em>Dependencies for all of it:</em> more than 140 packages.</p><p><strong>Consequences.</strong> A new command is one entry and one file. A text is written in both languages or does not compile.</p></div>`);
}
const _sfc_setup = _sfc_main.setup;
_sfc_main.setup = (props, ctx) => {
  const ssrContext = useSSRContext();
  (ssrContext.modules || (ssrContext.modules = /* @__PURE__ */ new Set())).add("decisions/0068-the-command-line.md");
  return _sfc_setup ? _sfc_setup(props, ctx) : void 0;
};
const _0068TheCommandLine = /* @__PURE__ */ _export_sfc(_sfc_main, [["ssrRender", _sfc_ssrRender]]);
export {
  __pageData,
  _0068TheCommandLine as default
};
