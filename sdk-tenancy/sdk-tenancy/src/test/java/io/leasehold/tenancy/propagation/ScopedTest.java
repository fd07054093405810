package io.leasehold.tenancy.propagation;

import static io.leasehold.tenancy.propagation.Scopes.ACME;
import static io.leasehold.tenancy.propagation.Scopes.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("mistake-15")
class ScopedTest {

  @Test
  void eachEntryOfAQueueIsWorkedOffForItsOwnTenant() throws Exception {
    BlockingQueue<Scoped<String>> queue = new LinkedBlockingQueue<>();
    TenantScopes.run(ACME, () -> queue.add(Scoped.of("a")));
    TenantScopes.run(GLOBEX, () -> queue.add(Scoped.of("b")));
    List<String> seen = new ArrayList<>();
    Thread worker =
        new Thread(
            () -> {
              for (Scoped<String> entry = queue.poll(); entry != null; entry = queue.poll()) {
                String payload = entry.payload();
                entry.run(() -> seen.add(payload + " " + Scopes.seen()));
                seen.add(Scopes.seen());
              }
            });
    worker.start();
    worker.join();
    assertThat(seen).containsExactly("a acme", "nobody", "b globex", "nobody");
  }

  @Test
  void onlyATenantsScopeCanBeTaken() {
    assertThatThrownBy(() -> Scoped.of("a")).isInstanceOf(TenantRequiredException.class);
    TenantScopes.run(
        new TenantScope.Platform("report"),
        () -> assertThatThrownBy(() -> Scoped.of("a")).isInstanceOf(TenantRequiredException.class));
  }

  @Test
  void itShowsNoPayload() throws Exception {
    assertThat(TenantScopes.call(ACME, () -> Scoped.of("secret")))
        .hasToString("Scoped[acme, String]");
  }
}
