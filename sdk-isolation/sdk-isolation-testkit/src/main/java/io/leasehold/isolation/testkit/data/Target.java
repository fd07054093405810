package io.leasehold.isolation.testkit.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something of the application that can be called. */
interface Target {

  /** As its test is called. */
  String name();

  /** What it has to be given. */
  List<Slot> slots();

  /**
   * Calls it in the scope that is open.
   *
   * @throws Exception if it could not even be called
   */
  Answer call(List<@Nullable Object> arguments) throws Exception;
}
