/** What is examined. Each call of `create` gives a handle on the same backend, as another process would have. */
export interface ConformanceSubject<S> {
  create(): S | Promise<S>;
}

/** One promise that an implementation makes. `run` throws when it is broken. */
export interface ConformanceCase<S> {
  readonly name: string;
  run(subject: ConformanceSubject<S>): Promise<void>;
}
