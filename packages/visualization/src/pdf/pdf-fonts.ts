import { InvalidInputError } from '@ksef/core';

/** Font files (TrueType or OpenType) with Polish letters. Only the used characters are embedded. */
export interface PdfFonts {
  readonly regular: Uint8Array;
  readonly bold: Uint8Array;
}

let installed: PdfFonts | undefined;

/**
 * The fonts of the package `dejavu-fonts-ttf`, read once.
 *
 * @throws InvalidInputError `MISSING_PACKAGE` where it is not installed, and where there is no file system
 */
export function installedFonts(): PdfFonts {
  installed ??= {
    regular: readFont('DejaVuSansCondensed.ttf'),
    bold: readFont('DejaVuSansCondensed-Bold.ttf'),
  };
  return installed;
}

function readFont(file: string): Uint8Array {
  try {
    // Not imported: bundlers for browsers would look for it.
    const { createRequire } = process.getBuiltinModule('node:module');
    const path = createRequire(import.meta.url).resolve(`dejavu-fonts-ttf/ttf/${file}`);
    return process.getBuiltinModule('node:fs').readFileSync(path);
  } catch (cause) {
    throw new InvalidInputError(
      'PDFs need fonts: npm install dejavu-fonts-ttf, or pass your own with the option fonts (in browsers always).',
      { code: 'MISSING_PACKAGE', input: 'fonts', cause },
    );
  }
}
