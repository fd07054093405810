package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.util.function.Consumer;

/**
 * One operation of IAM.
 *
 * @param resource the ARN the caller needs permission for
 * @param action what it does and answers, run inside the monitor of the account
 */
record IamOperation(Resource resource, Action action) {

  /** Names the thing that an operation is about. */
  @FunctionalInterface
  interface Resource {
    String of(IamAccount account, Parameters form);
  }

  /** Does it. */
  @FunctionalInterface
  interface Action {
    Consumer<Xml> run(IamAccount account, Parameters form);
  }

  /** An answer without content. */
  static final Consumer<Xml> NOTHING = xml -> {};
}
