package io.leasehold.provisioning.plan;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A named, versioned list of steps. Immutable and thread-safe as far as its actions are.
 *
 * <p>A run stays on the version it was started with. To change the steps of a plan that has live
 * runs, register a plan with the next version and keep the old one registered until its runs have
 * ended.
 */
public final class Plan {

  private final String name;
  private final int version;
  private final List<Step> steps;

  private Plan(String name, int version, List<Step> steps) {
    this.name = name;
    this.version = version;
    this.steps = steps;
  }

  /**
   * Begins a plan.
   *
   * @param name lower-case words with hyphens
   * @param version from 1
   */
  public static Builder named(String name, int version) {
    if (version < 1) {
      throw new IllegalArgumentException("Plan " + name + " has version " + version + ", below 1.");
    }
    return new Builder(Names.checked("plan", name), version);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The version. */
  public int version() {
    return version;
  }

  /** The steps in order. */
  public List<Step> steps() {
    return steps;
  }

  /**
   * A short fingerprint of what the journal depends on: names of the steps in order, their permits,
   * and which can be undone. Two nodes with different fingerprints of one version do not touch each
   * other's runs.
   */
  public String digest() {
    StringBuilder shape = new StringBuilder(name).append('/').append(version);
    for (Step step : steps) {
      shape.append('\n').append(step.name());
      step.permit().ifPresent(permit -> shape.append(" permit ").append(permit.name()));
      step.undoing().ifPresent(undo -> shape.append(" undo"));
    }
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(shape.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256; this one lacks it.", e);
    }
  }

  @Override
  public String toString() {
    return "Plan " + name + " version " + version;
  }

  /** Collects the steps of a plan. Not thread-safe. */
  public static final class Builder {

    private final String name;
    private final int version;
    private final List<Step> steps = new ArrayList<>();

    private Builder(String name, int version) {
      this.name = name;
      this.version = version;
    }

    /**
     * Adds a step at the end.
     *
     * @param step the step; its name must be new in this plan
     */
    public Builder step(Step step) {
      if (steps.stream().anyMatch(other -> other.name().equals(step.name()))) {
        throw new IllegalStateException(
            "Plan " + name + " has two steps named " + step.name() + "; rename one.");
      }
      steps.add(step);
      return this;
    }

    /** The plan; it needs at least one step. */
    public Plan build() {
      if (steps.isEmpty()) {
        throw new IllegalStateException("Plan " + name + " has no steps; add at least one.");
      }
      return new Plan(name, version, List.copyOf(steps));
    }
  }
}
