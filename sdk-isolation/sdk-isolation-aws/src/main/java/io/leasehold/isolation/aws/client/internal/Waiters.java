package io.leasehold.isolation.aws.client.internal;

import io.leasehold.isolation.aws.guard.UnsupportedClientException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;

/** Builds an SDK waiter over a client of our choice; the client's own would be the shared one. */
final class Waiters {

  private Waiters() {}

  /** The waiter over the client. An asynchronous one has a thread: close it. */
  static <C> Object waiter(Class<?> waiter, Class<C> api, C client) throws Throwable {
    try {
      Object builder = waiter.getMethod("builder").invoke(null);
      Class<?> builderType =
          Class.forName(waiter.getName() + "$Builder", true, waiter.getClassLoader());
      Method setClient = builderType.getMethod("client", api);
      return builderType.getMethod("build").invoke(setClient.invoke(builder, client));
    } catch (NoSuchMethodException | ClassNotFoundException e) {
      throw new UnsupportedClientException(
          waiter.getSimpleName() + " cannot be bound to a tenant: it takes no client");
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
