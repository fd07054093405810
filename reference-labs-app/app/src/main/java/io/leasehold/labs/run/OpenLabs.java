package io.leasehold.labs.run;

import io.leasehold.labs.catalogue.ActiveRuns;
import io.leasehold.labs.learner.Learner;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the catalogue which labs the learner has open. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class OpenLabs implements ActiveRuns {

  @Inject private LabRuns runs;
  @Inject private Settlement settlement;

  @Override
  public Map<String, String> byLab(Learner learner) {
    return runs.live(learner).stream()
        .map(run -> settlement.settle(learner, run))
        .filter(run -> run.state().live())
        .collect(
            Collectors.toMap(LabRun::labName, run -> run.id().toString(), (one, other) -> one));
  }
}
