package io.leasehold.isolation.aws.transfer.internal;

/** Into what an upload is cut: parts of so many bytes, so many of them under way at once. */
public record PartPlan(long partSize, int atOnce) {

  public static final PartPlan DEFAULT = new PartPlan(8L * 1024 * 1024, 4);
  static final int MOST_PARTS = 10_000;

  /** How large each part is of an object of this length. */
  public long partSizeFor(long length) {
    return Math.max(partSize, (length + MOST_PARTS - 1) / MOST_PARTS);
  }
}
