package io.leasehold.isolation.hibernate;

import org.hibernate.Session;
import org.hibernate.StatelessSession;

/** Something that acme tries, in a transaction of its own. */
interface Attack {

  void on(Session session, Loot loot) throws Exception;

  /** Makes the rows ready that it needs. */
  default void prepare(Raid raid) {}

  /** Tried in a stateless session. */
  static Attack stateless(Stateless attack) {
    return (session, loot) ->
        session
            .getSessionFactory()
            .inStatelessTransaction(
                stateless -> {
                  attack.on(stateless, loot);
                });
  }

  /** Something that acme tries in a stateless session. */
  interface Stateless {
    void on(StatelessSession session, Loot loot);
  }
}
