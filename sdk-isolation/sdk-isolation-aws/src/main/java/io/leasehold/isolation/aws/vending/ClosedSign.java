package io.leasehold.isolation.aws.vending;

/** Whether a vendor is closed. Thread-safe. */
class ClosedSign {

  private volatile boolean up;

  final void putUp() {
    up = true;
  }

  boolean isUp() {
    return up;
  }
}
