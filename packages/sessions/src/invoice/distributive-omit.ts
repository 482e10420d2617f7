/** `Omit` of each member of a union by itself: what tells them apart goes on doing so. */
export type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown
  ? Omit<Union, Key>
  : never;
