package io.leasehold.provisioning.plan.internal;

import io.leasehold.provisioning.plan.OwnershipLostException;
import io.leasehold.provisioning.plan.RunId;
import io.leasehold.provisioning.plan.StepContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One call of a step's action. */
final class StepCall implements StepContext {

  private final Claim claim;
  private final Journal journal;
  private final Map<String, String> input;
  private final Map<String, String> data;
  private final Visit visit;
  private final @Nullable String payload;

  StepCall(
      Claim claim,
      Journal journal,
      Map<String, String> input,
      Map<String, String> data,
      Visit visit,
      @Nullable String payload) {
    this.claim = claim;
    this.journal = journal;
    this.input = Map.copyOf(input);
    this.data = Map.copyOf(data);
    this.visit = visit;
    this.payload = payload;
  }

  @Override
  public RunId runId() {
    return claim.run();
  }

  @Override
  public Map<String, String> input() {
    return input;
  }

  @Override
  public Map<String, String> data() {
    return data;
  }

  @Override
  public int attempt() {
    return visit.attempt();
  }

  @Override
  public boolean afterTakeOver() {
    return visit.interruptions() > 0;
  }

  @Override
  public Optional<Map<String, String>> signal() {
    return payload == null ? Optional.empty() : Optional.of(Map.copyOf(TextMap.read(payload)));
  }

  @Override
  public void requireStillOwned() {
    if (!journal.owns(claim)) {
      throw new OwnershipLostException(claim.run());
    }
  }
}
