/** What is tested. Each call of `create` returns a handle on the same backend, as another process would have. */
export interface ConformanceSubject<S> {
  create(): S | Promise<S>;
}

/** One guarantee of an implementation. `run` throws when it is violated. */
export interface ConformanceCase<S> {
  readonly name: string;
  run(subject: ConformanceSubject<S>): Promise<void>;
}
