package io.leasehold.isolation.testkit.data;

/**
 * A repository of the application.
 *
 * @param type whose methods are called
 * @param holder gives one for each call
 */
record Repository<R>(Class<R> type, Holder<R> holder) {

  /** What is done with a repository. */
  @FunctionalInterface
  interface Use<R> {
    Answer on(R repository) throws Exception;
  }

  /** Gives a repository to somebody, and ends the transaction afterwards if there is one. */
  @FunctionalInterface
  interface Holder<R> {
    Answer use(Use<R> use) throws Exception;
  }
}
