package io.leasehold.labs.demo;

import java.util.Arrays;
import java.util.Locale;

/** Who plays AWS. */
public enum SimulatorKind {
  /** localaws in the launcher's process. */
  IN_PROCESS,
  /** localaws as a process of its own, which outlives the nodes. */
  OWN_PROCESS,
  /** Nobody: the environment says where AWS is. */
  NONE;

  /**
   * Reads {@code in-process}, {@code own-process} or {@code none}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static SimulatorKind parse(String text) {
    return Arrays.stream(values())
        .filter(kind -> kind.name().replace('_', '-').equals(text.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException("LABS_SIMULATOR is in-process, own-process or none"));
  }
}
