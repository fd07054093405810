package io.leasehold.labs.run.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.run.LabRun;
import io.leasehold.labs.run.LabRuns;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.StepAction;
import io.leasehold.provisioning.plan.StepContext;
import io.leasehold.provisioning.plan.StepFailedException;
import io.leasehold.provisioning.plan.StepOutcome;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.Tier;
import io.leasehold.tenancy.registry.InMemoryTenantRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OnBehalfTest {

  private final Tenant acme = Tenant.active(TenantId.of("acme"), Tier.of("basic"));
  private final InMemoryTenantRegistry registry = InMemoryTenantRegistry.of(acme);
  private final OnBehalf onBehalf = new OnBehalf(registry, new NoRuns());

  @ParameterizedTest
  @EnumSource(
      value = TenantStatus.class,
      names = {"PROVISIONING", "SUSPENDED", "OFFBOARDING", "DELETED"})
  void aTenantThatMayNotEnterIsGivenNothing(TenantStatus status) {
    registry.save(acme.withStatus(status));
    assertThat(codeOf(() -> onBehalf.ofAdmitted((step, about, run) -> StepOutcome.done())))
        .isEqualTo("LH-LAB-016");
  }

  @Test
  void whatItHasIsTakenBackAllTheSame() {
    registry.save(acme.withStatus(TenantStatus.SUSPENDED));
    assertThat(codeOf(() -> onBehalf.of((step, about, run) -> StepOutcome.done())))
        .as("the tenant is let through, and the run is looked for")
        .isEqualTo("LH-LAB-011");
  }

  @Test
  void anActiveTenantIsLetThrough() {
    assertThat(codeOf(() -> onBehalf.ofAdmitted((step, about, run) -> StepOutcome.done())))
        .isEqualTo("LH-LAB-011");
  }

  private static String codeOf(Supplier<StepAction> step) {
    return catchThrowableOfType(StepFailedException.class, () -> step.get().run(new AcmeStep()))
        .code();
  }

  /** There is no run: a step that gets so far fails for that. */
  private static final class NoRuns extends LabRuns {
    @Override
    public Optional<LabRun> find(Learner learner, UUID id) {
      return Optional.empty();
    }
  }

  /** A step about a run of Acme. */
  private static final class AcmeStep implements StepContext {

    @Override
    public RunId runId() {
      return RunId.random();
    }

    @Override
    public Map<String, String> input() {
      return new PlanInput(
              TenantId.of("acme"), Learner.of("https://issuer.example", "ada"), UUID.randomUUID())
          .asMap();
    }

    @Override
    public Map<String, String> data() {
      return input();
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public boolean afterTakeOver() {
      return false;
    }

    @Override
    public Optional<Map<String, String>> signal() {
      return Optional.empty();
    }

    @Override
    public void requireStillOwned() {}
  }
}
