/** A key with its value. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** A table of an attachment. */
export interface AttachmentTable {
  readonly description?: string | undefined;
  readonly data?: readonly KeyValue[] | undefined;
  readonly columns: readonly {
    readonly title: string;
    readonly type: 'date' | 'datetime' | 'dec' | 'int' | 'time' | 'txt';
  }[];
  readonly rows: readonly (readonly string[])[];
  readonly sums?: readonly string[] | undefined;
}

/** An attachment (`Zalacznik`): invoices with one must be sent by batch. */
export interface Attachment {
  readonly blocks: readonly {
    readonly heading?: string | undefined;
    readonly data: readonly KeyValue[];
    readonly paragraphs?: readonly string[] | undefined;
    readonly tables?: readonly AttachmentTable[] | undefined;
  }[];
}
