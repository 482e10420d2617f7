export interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Where the parts of a page are in a window of one width. */
export interface Boxes {
  readonly width: number;
  readonly scrollWidth: number;
  /** The right edge of what is below the heading. */
  readonly contentRight: number;
  /** Ids of headings, from top to bottom. */
  readonly headings: readonly string[];
  /** The groups of the first section. */
  readonly cards: readonly Box[];
  /** Tables that sum up. */
  readonly summaries: readonly Box[];
  readonly totals: readonly Box[];
}

/** A page that opens `/invoice.html` in windows of these widths, and posts where its parts are. */
export function framesPage(widths: readonly number[]): string {
  const frames = widths.map(
    (width) => `<iframe src="/invoice.html" style="width:${width}px;height:800px;border:0"></iframe>`,
  );
  return `<!doctype html><meta charset="utf-8"><body>${frames.join('')}<script>
    const boxOf = (element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    };
    const measure = ({ contentDocument: page, clientWidth: width }) => ({
      width,
      scrollWidth: page.documentElement.scrollWidth,
      contentRight: boxOf(page.querySelector('header')).right,
      headings: [...page.querySelectorAll('h2')].sort((a, b) => boxOf(a).top - boxOf(b).top).map(({ id }) => id),
      cards: [...page.querySelectorAll('section:first-of-type .cards > .card')].map(boxOf),
      summaries: [...page.querySelectorAll('table.summary')].map(boxOf),
      totals: [...page.querySelectorAll('.total')].map(boxOf),
    });
    addEventListener('load', () => {
      const boxes = [...document.querySelectorAll('iframe')].map(measure);
      fetch('/result', { method: 'POST', body: JSON.stringify(boxes) });
    });
  </script></body>`;
}
