package io.leasehold.isolation.testkit.data;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A method of a repository. */
record MethodTarget(String name, List<Slot> slots, Repository<?> repository, Method method)
    implements Target {

  @Override
  public Answer call(List<@Nullable Object> arguments) throws Exception {
    try {
      return repository.holder().use(held -> on(held, arguments));
    } catch (Refused refused) {
      return Answer.failed(refused.failure);
    } catch (RuntimeException atTheEnd) {
      // Of the transaction, which may be when the database is asked.
      return Answer.failed(atTheEnd);
    }
  }

  private Answer on(Object held, List<@Nullable Object> arguments) throws Exception {
    method.setAccessible(true);
    try {
      return Answer.of(Rendering.of(method.invoke(held, arguments.toArray())));
    } catch (InvocationTargetException e) {
      throw new Refused(e.getTargetException());
    }
  }

  /** The method failed; the transaction has to see that. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final transient Throwable failure;

    Refused(Throwable failure) {
      super(failure);
      this.failure = failure;
    }
  }
}
