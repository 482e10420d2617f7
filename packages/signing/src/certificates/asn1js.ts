// Loaded on use through here: bundles cut in chunks give a module in CommonJS, imported as it is, as `default` alone.
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
