/** `Omit` of each member of a union separately, so that the discriminating property still works. */
export type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
