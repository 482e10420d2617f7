// Loaded on use through this module: bundles that are split into chunks expose a directly imported CommonJS module only
// as `default`.
export {
  BitString,
  fromBER,
  Integer,
  Null,
  ObjectIdentifier,
  PrintableString,
  Sequence,
  Set,
  Utf8String,
} from 'asn1js';
