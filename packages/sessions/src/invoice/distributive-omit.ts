/** `Omit` of each member of a union separately: the property that tells them apart still does. */
export type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
