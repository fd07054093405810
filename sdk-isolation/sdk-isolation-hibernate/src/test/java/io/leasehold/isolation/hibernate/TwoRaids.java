package io.leasehold.isolation.hibernate;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Attacks on tables without row security, with and without Hibernate's own lock. */
abstract class TwoRaids {

  static Raid hibernateAlone;
  static Raid neither;

  @BeforeAll
  static void open() {
    hibernateAlone = Raid.on(Locks.HIBERNATE_ALONE);
    neither = Raid.on(Locks.NEITHER);
  }

  @AfterAll
  static void close() {
    hibernateAlone.close();
    neither.close();
  }
}
