package io.leasehold.isolation.databench;

import java.util.List;
import java.util.Random;
import org.hibernate.Session;

/** What is measured: each is one transaction, if not said otherwise. */
enum Work {
  /** One row by its key. */
  READ {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      require(session.find(whose.task(), Data.task(tenant, random)) != null);
    }
  },
  /** Ten rows by an indexed column. */
  QUERY {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      List<? extends BaseTask> found =
          session
              .createSelectionQuery(
                  "from " + whose.task().getSimpleName() + " where assignee = :assignee",
                  whose.task())
              .setParameter("assignee", Data.assignee(tenant, random))
              .getResultList();
      require(found.size() >= 10);
    }
  },
  /** Ten rows or more with the row that they belong to. */
  JOIN {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      List<? extends BaseTask> found =
          session
              .createSelectionQuery(
                  "select t from "
                      + whose.task().getSimpleName()
                      + " t join fetch t.project p where p.code = :code",
                  whose.task())
              .setParameter("code", Data.code(tenant, random))
              .getResultList();
      require(found.size() >= 10 && !found.get(0).project().name.isEmpty());
    }
  },
  /** One new row. */
  INSERT {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      BaseTask task = whose.newTask();
      task.title = "New";
      task.assignee = "nobody";
      task.project(session.getReference(whose.project(), Data.project(tenant, random)));
      session.persist(task);
      require(task.id() > 0);
    }
  },
  /** One row read and changed. */
  UPDATE {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      BaseTask task = session.find(whose.task(), Data.task(tenant, random));
      task.points++;
    }
  },
  /** Of ten: five reads, two queries, a join, an insert, an update. */
  MIXED {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      int which = random.nextInt(10);
      Work work =
          which < 5 ? READ : which < 7 ? QUERY : which < 8 ? JOIN : which < 9 ? INSERT : UPDATE;
      work.in(session, whose, tenant, random);
    }
  },
  /** A request: two reads, a query and an update in one transaction. */
  REQUEST {
    @Override
    void in(Session session, Contender whose, int tenant, Random random) {
      READ.in(session, whose, tenant, random);
      READ.in(session, whose, tenant, random);
      QUERY.in(session, whose, tenant, random);
      UPDATE.in(session, whose, tenant, random);
    }
  };

  abstract void in(Session session, Contender whose, int tenant, Random random);

  /** Whether each transaction of it changes something. */
  boolean changes() {
    return this == INSERT || this == UPDATE || this == REQUEST;
  }

  /** Does it this many times. */
  void times(int times, Contender whose, Random random) {
    for (int i = 0; i < times; i++) {
      int tenant = random.nextInt(Data.TENANTS);
      whose.transaction(tenant, session -> in(session, whose, tenant, random));
    }
  }

  private static void require(boolean right) {
    if (!right) {
      throw new IllegalStateException("what is measured does not do its work");
    }
  }
}
