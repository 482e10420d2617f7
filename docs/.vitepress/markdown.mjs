// What the site makes of our Markdown beyond what VitePress does. The documents stay readable on GitHub.
import { renderMermaidSVG } from 'beautiful-mermaid';
import { currentHome } from '../../tools/pack/home.mjs';
import { resolveLink, root } from '../../tools/site/pages.mjs';
import { lags } from '../../tools/site/translations.mjs';

/** @param {import('markdown-it').default} md */
export function ourMarkdown(md) {
  const home = currentHome(root);
  md.core.ruler.push('our-links', ({ tokens, env }) => {
    const page = (env.relativePath ?? '')
      .replace(/\.md$/, '')
      .replace(/((^|\/)guides|decisions)\/index$/, '$1/README');
    for (const token of allOf(tokens)) {
      if (token.type !== 'link_open') continue;
      const href = token.attrGet('href') ?? '';
      token.attrSet('href', resolveLink(page, href, home));
    }
  });
  md.core.ruler.push('code-anchors', ({ tokens, env }) => {
    if (/(^|\/)guides\/errors\.md$/.test(env.relativePath ?? '')) anchorCodes(tokens);
  });
  md.core.ruler.before('normalize', 'lagging', (state) => {
    const [, page] = /^pl\/(.+)\.md$/.exec(state.env.relativePath ?? '') ?? [];
    if (page === undefined || !lags(page)) return;
    const notice = `::: warning\nAngielska wersja tej strony jest nowsza: [${page}](/${page}).\n:::`;
    state.src = state.src.replace(/^# .*$/m, (heading) => `${heading}\n\n${notice}`);
  });
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    return info.trim() === 'mermaid' ? drawn(content) : fence(tokens, index, ...rest);
  };
}

function* allOf(tokens) {
  for (const token of tokens) {
    yield token;
    if (token.children) yield* allOf(token.children);
  }
}

/** An anchor for each code in the first column of a table, named as the code is. */
function anchorCodes(tokens) {
  const seen = new Set();
  for (const [index, token] of tokens.entries()) {
    if (token.type !== 'td_open' || tokens[index - 1]?.type !== 'tr_open') continue;
    const inline = tokens[index + 1];
    inline.children = inline.children.flatMap((child) => {
      if (child.type !== 'code_inline' || !/^[A-Z][A-Z0-9_]+$/.test(child.content)) return [child];
      if (seen.has(child.content)) return [child];
      seen.add(child.content);
      const open = new child.constructor('link_open', 'a', 1);
      open.attrs = [
        ['id', child.content],
        ['href', `#${child.content}`],
      ];
      return [open, child, new child.constructor('link_close', 'a', -1)];
    });
  }
}

/** The diagram as SVG, in the colours of the page: nothing is drawn in the browser. */
function drawn(source) {
  const svg = renderMermaidSVG(source, { bg: 'var(--vp-c-bg)', fg: 'var(--vp-c-text-1)', transparent: true });
  // Its style sheet loads a font from elsewhere; ours is in the theme.
  const plain = svg.replace(/<style>[\s\S]*?<\/style>/, '').replace(/^<svg/, '<svg role="img"');
  return `<div class="diagram" v-pre>${plain}</div>\n`;
}
