package io.leasehold.isolation.hibernate.placement;

import io.leasehold.tenancy.TenantId;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Pools without a database, which say what was done with them. */
final class CountedPools implements TenantPoolFactory {

  final List<String> opened = new CopyOnWriteArrayList<>();
  final List<String> closed = new CopyOnWriteArrayList<>();
  final AtomicInteger aborted = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();
  volatile CountDownLatch mayOpen = new CountDownLatch(0);
  volatile boolean fails;

  @Override
  public TenantPool open(TenantId tenant, String database) {
    opened.add(database);
    most.accumulateAndGet(opened.size() - closed.size(), Math::max);
    try {
      if (!mayOpen.await(10, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let it open");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    if (fails) {
      opened.remove(database);
      throw new IllegalStateException("the database is down");
    }
    return new TenantPool() {
      @Override
      public Connection getConnection() {
        return connection();
      }

      @Override
      public void close() {
        closed.add(database);
      }
    };
  }

  private Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("abort")) {
                aborted.incrementAndGet();
              }
              return null;
            });
  }
}
