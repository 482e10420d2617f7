/**
 * A decimal number: a text such as `1234.50`, or a JavaScript number, which counts as its shortest text (`0.1` is
 * exactly one tenth). Texts are written to the invoice unchanged.
 */
export type Decimal = string | number;
