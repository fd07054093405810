package io.leasehold.isolation.bench;

import java.lang.reflect.Proxy;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;

/** An STS that is always there at once; only the cache in front of it is measured. */
final class StubSts {

  private StubSts() {}

  static StsAsyncClient client() {
    return (StsAsyncClient)
        Proxy.newProxyInstance(
            StubSts.class.getClassLoader(),
            new Class<?>[] {StsAsyncClient.class},
            (proxy, method, arguments) -> {
              if (!method.getName().equals("assumeRole")) {
                throw new UnsupportedOperationException(method.getName());
              }
              return CompletableFuture.completedFuture(answer((AssumeRoleRequest) arguments[0]));
            });
  }

  private static AssumeRoleResponse answer(AssumeRoleRequest request) {
    return AssumeRoleResponse.builder()
        .credentials(
            c ->
                c.accessKeyId("ASIA" + request.roleSessionName())
                    .secretAccessKey("s".repeat(40))
                    .sessionToken("t".repeat(1_200))
                    .expiration(Instant.now().plus(1, ChronoUnit.HOURS)))
        .build();
  }
}
