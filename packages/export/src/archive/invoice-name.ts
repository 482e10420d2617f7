const shape = /^(\d{10}-\d{8}-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2})\.xml$/;

/** The KSeF number that a file of the package is named after; undefined for other files. */
export function invoiceName(fileName: string): string | undefined {
  return shape.exec(fileName)?.[1];
}
