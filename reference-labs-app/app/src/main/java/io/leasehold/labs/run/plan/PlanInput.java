package io.leasehold.labs.run.plan;

import io.leasehold.labs.learner.Learner;
import io.leasehold.tenancy.TenantId;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a plan is about: the least that is needed to find everything else again, and nothing about a
 * person.
 *
 * @param tenant on whose behalf
 * @param learner for whom
 * @param labRun which run
 */
public record PlanInput(TenantId tenant, Learner learner, UUID labRun) {

  private static final String TENANT = "tenant";
  private static final String LEARNER = "learner";
  private static final String LAB_RUN = "labRun";

  /** Requires every value. */
  public PlanInput {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(learner, "learner");
    Objects.requireNonNull(labRun, "labRun");
  }

  /** As the plan runner keeps it. */
  public Map<String, String> asMap() {
    return Map.of(TENANT, tenant.value(), LEARNER, learner.pseudonym(), LAB_RUN, labRun.toString());
  }

  /**
   * Reads it back.
   *
   * @throws IllegalArgumentException if a part is missing or not what it should be
   */
  public static PlanInput of(Map<String, String> map) {
    return new PlanInput(
        TenantId.of(part(map, TENANT)),
        new Learner(part(map, LEARNER)),
        UUID.fromString(part(map, LAB_RUN)));
  }

  private static String part(Map<String, String> map, String name) {
    String value = map.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the plan's input has no " + name);
    }
    return value;
  }
}
