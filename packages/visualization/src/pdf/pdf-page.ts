import { breakLines, type FontMeasure } from './text-layout.js';

/** The style of a text. */
export interface TextStyle {
  readonly sizePt: number;
  readonly isBold?: boolean | undefined;
  readonly color?: string | undefined;
  readonly align?: 'left' | 'right' | undefined;
}

const marginPt = 36;
const lineHeight = 1.25;
const footerPt = 20;

type Structure = PDFKit.PDFStructureElement;
type StructArguments = Parameters<PDFKit.PDFDocument['struct']>;

/**
 * A document that is written from top to bottom. It tracks the position, starts new pages, and tags its content, so
 * that a screen reader gets headings, tables and paragraphs.
 */
export class PdfPage {
  y = marginPt;
  readonly left = marginPt;
  readonly width: number;
  readonly #bottom: number;
  readonly #fonts: Readonly<Record<'regular' | 'bold', CachedMeasure>>;
  #parent: Structure;
  /** Repeated at the top of each new page: the head of a table that continues. */
  onNewPage: (() => void) | undefined;

  /** The colour of headings. */
  readonly accent: string;
  readonly #text: string;

  constructor(
    readonly pdf: PDFKit.PDFDocument,
    colors: { readonly accent: string; readonly text: string },
  ) {
    this.accent = colors.accent;
    this.#text = colors.text;
    this.width = pdf.page.width - 2 * marginPt;
    this.#bottom = pdf.page.height - marginPt - footerPt;
    this.#fonts = { regular: new CachedMeasure(pdf, 'regular'), bold: new CachedMeasure(pdf, 'bold') };
    this.#parent = pdf.struct('Document');
    pdf.addStructure(this.#parent);
  }

  /** Room that is left on this page, in points. */
  get room(): number {
    return this.#bottom - this.y;
  }

  /** Room on a whole page. */
  get pageRoom(): number {
    return this.#bottom - marginPt;
  }

  /** Starts a new page unless this many points are left on this one. */
  ensure(height: number): void {
    if (height > this.room && this.y > marginPt) this.newPage();
  }

  newPage(): void {
    closeContent(this.pdf);
    this.pdf.addPage();
    this.y = marginPt;
    this.onNewPage?.();
  }

  /** Everything that `write` writes belongs to one element of the document's structure. */
  inside<T>(type: string, write: () => T, options: Record<string, unknown> = {}): T {
    const before = this.#parent;
    const element = this.pdf.struct(type as StructArguments[0], options as StructArguments[1]);
    before.add(element);
    this.#parent = element;
    try {
      return write();
    } finally {
      element.end();
      this.#parent = before;
    }
  }

  /** Marks what `draw` draws as content of the current element. */
  tagged(type: string, draw: () => void): void {
    const content = this.pdf.markStructureContent(type);
    draw();
    this.pdf.endMarkedContent();
    this.#parent.add(content);
  }

  /** Marks what `draw` draws as decoration. */
  artifact(draw: () => void): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  lines(text: string, width: number, style: TextStyle): string[] {
    return breakLines(text, width, style.sizePt, this.#fonts[style.isBold ? 'bold' : 'regular']);
  }

  widthOf(text: string, style: TextStyle): number {
    return this.#fonts[style.isBold ? 'bold' : 'regular'].widthOf(text) * style.sizePt;
  }

  /** The width below which a word of a text would have to be broken. */
  widestWord(text: string, style: TextStyle): number {
    return Math.max(0, ...text.split(/[ \t\r\n]/, 100).map((word) => this.widthOf(word, style)));
  }

  heightOf(lines: number, style: TextStyle): number {
    return lines * style.sizePt * lineHeight;
  }

  /** Writes lines at a place, without moving on. */
  write(lines: readonly string[], x: number, y: number, width: number, style: TextStyle): void {
    const name = style.isBold ? 'bold' : 'regular';
    // Measured first: it sets font and size.
    const indents = lines.map((line) =>
      style.align === 'right' ? width - this.#fonts[name].widthOf(line) * style.sizePt : 0,
    );
    this.pdf
      .font(name)
      .fontSize(style.sizePt)
      .fillColor(style.color ?? this.#text);
    lines.forEach((line, index) => {
      if (line === '') return;
      const indent = indents[index] ?? 0;
      this.pdf.text(line, x + indent, y + index * style.sizePt * lineHeight, { lineBreak: false });
    });
  }

  /** A paragraph over the whole width, over as many pages as it needs. */
  paragraph(text: string, style: TextStyle, type = 'P', indent = 0): void {
    const width = this.width - indent;
    const lines = this.lines(text, width, style);
    this.inside(type, () => {
      for (let start = 0; start < lines.length; ) {
        this.ensure(this.heightOf(1, style));
        const fits = Math.max(1, Math.floor(this.room / this.heightOf(1, style)));
        const part = lines.slice(start, start + fits);
        this.tagged(type, () => this.write(part, this.left + indent, this.y, width, style));
        this.y += this.heightOf(part.length, style);
        start += part.length;
      }
    });
  }
}

/**
 * Compresses what is on a page and hands it on. PDFKit keeps whole pages, because page numbers are written last: they go
 * into a second stream of the page, so that a document of hundreds of pages is not kept in memory.
 */
function closeContent(pdf: PDFKit.PDFDocument): void {
  const page = pdf.page as unknown as PageStreams;
  const written = page.content;
  page.content = pdf.ref({}) as PDFKit.PDFKitReference;
  page.dictionary.data.Contents = [written, page.content];
  written.end('');
}

/** What is in PDFKit's pages, and not in their types. */
interface PageStreams {
  content: PDFKit.PDFKitReference;
  readonly dictionary: { readonly data: Record<string, unknown> };
}

/** PDFKit measures by laying text out; the words of an invoice recur. */
class CachedMeasure implements FontMeasure {
  readonly #widths = new Map<string, number>();
  static readonly #most = 20_000;

  constructor(
    readonly pdf: PDFKit.PDFDocument,
    readonly name: string,
  ) {}

  widthOf(text: string): number {
    let width = this.#widths.get(text);
    if (width === undefined) {
      width = this.pdf.font(this.name).fontSize(1000).widthOfString(text) / 1000;
      if (this.#widths.size >= CachedMeasure.#most) this.#widths.clear();
      this.#widths.set(text, width);
    }
    return width;
  }
}
