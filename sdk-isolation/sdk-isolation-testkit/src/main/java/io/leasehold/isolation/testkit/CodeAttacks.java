package io.leasehold.isolation.testkit;

import io.leasehold.isolation.testkit.http.EnforcedCall;
import io.leasehold.tenancy.TenantId;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.opentest4j.AssertionFailedError;

/** Attacks on the code that works under a blueprint. */
final class CodeAttacks {

  private static final int ROUNDS = 20;
  private static final int THREADS = 8;

  private CodeAttacks() {}

  static List<Attack> on(IsolationTck test) {
    List<Attack> attacks = new ArrayList<>();
    for (Method code : code(test.getClass())) {
      String what = code.getAnnotation(TenantCode.class).value();
      attacks.add(new Attack("E01", what + ", signed as the tenant", () -> own(test, code)));
      attacks.add(new Attack("E05", what + ", for two tenants at once", () -> atOnce(test, code)));
      attacks.add(
          new Attack("E13", what + ", for a tenant that is shut out", () -> shutOut(test, code)));
      attacks.add(new Attack("E22", what + ", on the data of another", () -> foreign(test, code)));
    }
    return attacks;
  }

  private static List<Method> code(Class<?> test) {
    List<Method> methods =
        Arrays.stream(test.getDeclaredMethods())
            .filter(method -> method.isAnnotationPresent(TenantCode.class))
            .sorted(Comparator.comparing(Method::getName))
            .toList();
    for (Method method : methods) {
      if (!Arrays.equals(
          method.getParameterTypes(), new Class<?>[] {TenantAws.class, TenantId.class})) {
        throw new IllegalArgumentException(
            method + " is marked as TenantCode: it takes a TenantAws and a TenantId");
      }
    }
    return methods;
  }

  private static void own(IsolationTck test, Method code) {
    CodeRun run = new CodeRun(test, code);
    requireAllowed(run, run.as(test.attacker(), test.attacker()));
    if (run.calls().isEmpty()) {
      throw new AssertionFailedError(
          "it made no request that came here: does it use what TenantAws gives it?");
    }
    run.mustNotHaveTouched(test.victim());
  }

  private static void requireAllowed(CodeRun run, Optional<Throwable> failure) {
    run.mustBeUnderstood();
    for (EnforcedCall call : run.calls()) {
      if (call.outcome() != EnforcedCall.Outcome.ALLOWED) {
        throw new AssertionFailedError(
            "the blueprint does not allow what the code does with a tenant's own data: "
                + call.message());
      }
    }
    if (failure.isPresent()) {
      throw new AssertionFailedError(
          "it failed by itself, after %d requests, all of them allowed: %s; answers() may have to say more"
              .formatted(run.calls().size(), failure.get()),
          failure.get());
    }
  }

  private static void foreign(IsolationTck test, Method code) {
    CodeRun run = new CodeRun(test, code);
    // Whether it fails or gives back nothing is its own affair.
    Optional<Throwable> unused = run.as(test.attacker(), test.victim());
    run.mustBeUnderstood();
    run.mustNotHaveTouched(test.victim());
  }

  private static void shutOut(IsolationTck test, Method code) {
    // First somebody who may, so that what is kept between calls is there.
    CodeRun run = new CodeRun(test, code);
    Optional<Throwable> unused = run.as(test.attacker(), test.attacker());
    int before = run.calls().size();
    Optional<Throwable> refused = run.shutOut(test.attacker());
    List<EnforcedCall> after = run.calls().subList(before, run.calls().size());
    if (after.stream().anyMatch(call -> call.outcome() == EnforcedCall.Outcome.ALLOWED)) {
      throw new AssertionFailedError("it still has credentials: " + after);
    }
    if (refused.isEmpty()) {
      throw new AssertionFailedError("it did as if nothing had happened");
    }
  }

  private static void atOnce(IsolationTck test, Method code) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> runs = new ArrayList<>();
      for (int i = 0; i < ROUNDS; i++) {
        boolean even = i % 2 == 0;
        TenantId tenant = even ? test.attacker() : test.victim();
        TenantId other = even ? test.victim() : test.attacker();
        runs.add(
            () -> {
              CodeRun run = new CodeRun(test, code);
              requireAllowed(run, run.as(tenant, tenant));
              run.mustNotHaveTouched(other);
              return null;
            });
      }
      for (Future<Void> done : threads.invokeAll(runs)) {
        done.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
