package io.leasehold.isolation.hibernate.move;

/** What a move is about to do; tests stop it there. */
enum MoveStep {
  PLANNED,
  COPYING,
  PIECE,
  FOLLOWING,
  STOPPING,
  STOPPED,
  SWITCHED,
  KEPT,
  FINISHING,
  DELETING,
  FINISHED,
  RETURNING,
  UNDOING,
  UNDONE;

  static MoveStep of(MoveState state) {
    return valueOf(state.name());
  }
}
