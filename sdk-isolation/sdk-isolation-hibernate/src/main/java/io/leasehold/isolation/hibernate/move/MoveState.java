package io.leasehold.isolation.hibernate.move;

/** How far a move is. */
public enum MoveState {
  /** It is on record, nothing else. */
  PLANNED,
  /** The rows that there were at the beginning are copied; changes are noted. */
  COPYING,
  /** The changes are copied, until few are left; then writes stop for a moment. */
  FOLLOWING,
  /** The tenant is at the new place; nodes are told. */
  SWITCHED,
  /** The rows at the old place are kept, and followed by changes if it is rolled back. */
  KEPT,
  /** The rows at the old place are being deleted. */
  FINISHING,
  /** The rows are at the new place only. */
  FINISHED,
  /** The changes made at the new place are copied back. */
  RETURNING,
  /** The tenant is at the old place again; the rows at the new one are being deleted. */
  UNDOING,
  /** The rows are at the old place only. */
  UNDONE;

  /** Whether nothing is left to do. */
  public boolean over() {
    return this == FINISHED || this == UNDONE;
  }
}
