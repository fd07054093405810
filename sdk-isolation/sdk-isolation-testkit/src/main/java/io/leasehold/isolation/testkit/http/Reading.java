package io.leasehold.isolation.testkit.http;

import java.util.List;

/** What a reader made of a request. */
sealed interface Reading {

  /** The operation as the API names it. */
  String operation();

  /**
   * The permissions it needs, each of them.
   *
   * @param needs none for an operation that AWS lets everybody do
   */
  record Understood(String operation, List<Need> needs) implements Reading {
    /** Copies. */
    public Understood {
      needs = List.copyOf(needs);
    }
  }

  /**
   * An operation that the reader does not know. Who is not allowed its action on anything is
   * refused; for everybody else the request is unreadable.
   *
   * @param action the action of the same name
   */
  record Unlisted(String operation, String action) implements Reading {}
}
