package io.leasehold.isolation.testkit.http;

/** A reader does not understand the request; the message says what of it, and what would help. */
final class Unreadable extends RuntimeException {

  private static final long serialVersionUID = 1;

  Unreadable(String message) {
    super(message, null, false, false);
  }

  String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
