package io.leasehold.labs.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.labs.problem.TooLarge;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BodyLimitTest {

  @Test
  void aBodyOfTheLimitPassesWhole() throws IOException {
    byte[] body = new byte[BodyLimit.LIMIT];
    AtomicReference<InputStream> stream = new AtomicReference<>(new ByteArrayInputStream(body));

    new BodyLimit().filter(request(body.length, stream));

    assertThat(stream.get().readAllBytes()).hasSize(BodyLimit.LIMIT);
  }

  @Test
  void aLongerBodyIsRefusedByWhatItSaysOfItselfUnread() throws IOException {
    InputStream closed = InputStream.nullInputStream();
    closed.close();

    assertThatThrownBy(
            () ->
                new BodyLimit().filter(request(BodyLimit.LIMIT + 1, new AtomicReference<>(closed))))
        .isInstanceOfSatisfying(TooLarge.class, e -> assertThat(e.status()).isEqualTo(413));
  }

  @Test
  void aBodyThatSaysNoLengthIsReadToTheLimitOnly() {
    InputStream body = new ByteArrayInputStream(new byte[3 * BodyLimit.LIMIT]);

    assertThatThrownBy(() -> new BodyLimit().filter(request(-1, new AtomicReference<>(body))))
        .isInstanceOf(TooLarge.class);
    assertThat(body).satisfies(rest -> assertThat(rest.available()).isGreaterThan(BodyLimit.LIMIT));
  }

  /** A request as far as the filter asks. */
  private static ContainerRequestContext request(int length, AtomicReference<InputStream> stream) {
    return (ContainerRequestContext)
        Proxy.newProxyInstance(
            BodyLimitTest.class.getClassLoader(),
            new Class<?>[] {ContainerRequestContext.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getLength" -> length;
                  case "hasEntity" -> true;
                  case "getEntityStream" -> stream.get();
                  case "setEntityStream" -> {
                    stream.set((InputStream) arguments[0]);
                    yield proxy;
                  }
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }
}
