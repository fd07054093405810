package io.leasehold.isolation.proof;

import java.util.Arrays;

/**
 * Every place that a search has reached, in the order in which it did, each with the way there. A
 * place is one number, so that looking it up costs no object. Not thread-safe.
 */
final class Walks {

  /** Read by nobody in particular. */
  static final int ANYBODY = 0;

  /** Read by the attacker's hole. */
  static final int ATTACKER = 1;

  /** Read by the victim's hole. */
  static final int VICTIM = 2;

  private static final int POSITION_BITS = 20;
  private static final int POSITION = (1 << POSITION_BITS) - 1;
  private static final int TENANTS_BITS = 9;
  private static final int HOLE_BITS = 2;
  private static final int HOLE = (1 << HOLE_BITS) - 1;

  private long[] places = new long[64];
  private int[] before = new int[64];
  private char[] read = new char[64];
  private byte[] by = new byte[64];
  private int size;

  // Numbers of walks plus one, by their place; 0 is free.
  private int[] table = new int[256];

  /**
   * A place.
   *
   * @param p the step of the policy that comes next
   * @param inP how far the hole there is
   * @param t the step of what is touched that comes next
   * @param inT how far the hole there is
   * @param tenants how the two tenants compare so far
   */
  static long place(int p, int inP, int t, int inT, int tenants) {
    long both = (long) p << POSITION_BITS | t;
    return ((both << HOLE_BITS | inP) << HOLE_BITS | inT) << TENANTS_BITS | tenants;
  }

  static int p(long place) {
    return (int) (place >>> (POSITION_BITS + 2 * HOLE_BITS + TENANTS_BITS));
  }

  static int t(long place) {
    return (int) (place >>> (2 * HOLE_BITS + TENANTS_BITS)) & POSITION;
  }

  static int inP(long place) {
    return (int) (place >>> (HOLE_BITS + TENANTS_BITS)) & HOLE;
  }

  static int inT(long place) {
    return (int) (place >>> TENANTS_BITS) & HOLE;
  }

  static int tenants(long place) {
    return (int) place & ((1 << TENANTS_BITS) - 1);
  }

  int size() {
    return size;
  }

  long place(int walk) {
    return places[walk];
  }

  /**
   * A walk to that place, unless there is one.
   *
   * @param from the walk after which the character was read, or -1
   * @param by whose hole read it
   */
  boolean add(long place, int from, char character, int by) {
    int slot = slot(place);
    if (table[slot] != 0) {
      return false;
    }
    if (size == places.length) {
      grow();
      slot = slot(place);
    }
    table[slot] = size + 1;
    places[size] = place;
    before[size] = from;
    read[size] = character;
    this.by[size] = (byte) by;
    size++;
    return true;
  }

  private int slot(long place) {
    int slot = (int) ((place * 0x9E3779B97F4A7C15L) >>> 32) & (table.length - 1);
    while (table[slot] != 0 && places[table[slot] - 1] != place) {
      slot = (slot + 1) & (table.length - 1);
    }
    return slot;
  }

  private void grow() {
    int more = size * 2;
    places = Arrays.copyOf(places, more);
    before = Arrays.copyOf(before, more);
    read = Arrays.copyOf(read, more);
    by = Arrays.copyOf(by, more);
    table = new int[more * 4];
    for (int walk = 0; walk < size; walk++) {
      table[slot(places[walk])] = walk + 1;
    }
  }

  /** What was read on the way, by all the named holes at least. */
  String read(int walk, int whose) {
    StringBuilder text = new StringBuilder();
    for (int at = walk; before[at] >= 0; at = before[at]) {
      if ((by[at] & whose) == whose) {
        text.append(read[at]);
      }
    }
    return text.reverse().toString();
  }
}
