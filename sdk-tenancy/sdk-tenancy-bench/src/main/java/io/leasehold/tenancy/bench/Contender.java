package io.leasehold.tenancy.bench;

/** One library on its way from a bearer token to something that is known about its holder. */
public interface Contender extends AutoCloseable {

  /**
   * Accepts one request.
   *
   * @param token the text after {@code Bearer}
   * @return what is known of the caller
   * @throws Exception if the token is refused
   */
  Object accept(String token) throws Exception;

  @Override
  default void close() {}
}
