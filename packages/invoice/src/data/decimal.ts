/**
 * A decimal number: a text such as `1234.50`, or a number of JavaScript where its shortest text says the same (`0.1` is
 * exactly one tenth). Texts are written to the invoice as they are.
 */
export type Decimal = string | number;
