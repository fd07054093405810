package io.leasehold.labs.demo.cloud;

/** A running simulator of AWS, in this process or in one of its own. */
public sealed interface Simulator extends AutoCloseable
    permits InProcessSimulator, ProcessSimulator {

  /** Where it is and how to come in. */
  CloudAccess access();

  /** What it is, for people. */
  String describe();

  @Override
  void close();
}
