package io.leasehold.isolation.proof;

import io.leasehold.tenancy.TenantId;
import java.util.Random;

/** Pairs of tenants; half of them resemble each other, as the names do that attacks use. */
final class RandomTenants {

  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789-";

  private final Random random;

  RandomTenants(Random random) {
    this.random = random;
  }

  TenantId any() {
    while (true) {
      StringBuilder id = new StringBuilder();
      int length = random.nextInt(20) == 0 ? 55 + random.nextInt(9) : 1 + random.nextInt(8);
      for (int i = 0; i < length; i++) {
        id.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
      }
      if (TenantId.isValid(id.toString())) {
        return TenantId.of(id.toString());
      }
    }
  }

  /** Another tenant than that one. */
  TenantId other(TenantId one) {
    while (true) {
      String value = one.value();
      String other =
          switch (random.nextInt(10)) {
            case 0 -> value + "0";
            case 1 -> value + "-eu";
            case 2 -> "x" + value;
            case 3 -> "x-" + value;
            case 4 -> value.substring(0, value.length() - 1);
            case 5 -> value + value;
            default -> any().value();
          };
      if (TenantId.isValid(other) && !other.equals(value)) {
        return TenantId.of(other);
      }
    }
  }
}
