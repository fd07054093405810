package io.leasehold.tenancy.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The rules of a claim's life, as pure functions: what was learned in, the next state out. Asks
 * nobody and stores nothing.
 */
final class DomainLife {

  private final DomainSettings settings;
  private final ProofReading.Reader reader;

  DomainLife(DomainSettings settings, ProofReading.Reader reader) {
    this.settings = settings;
    this.reader = reader;
  }

  DomainSettings settings() {
    return settings;
  }

  /** Someone looked for the proof. A host that is only waiting for it to be served goes on. */
  Step afterLookup(CustomDomain domain, DnsAnswer answer, Instant now) {
    ProofReading reading = reader.read(domain.challenge(), answer);
    String hint = ProofReading.hint(domain.challenge(), answer);
    return switch (reading) {
      case SEEN -> seen(domain.proof(domain.proof().seen(now)).noTrouble(), now);
      case MISSING -> missing(domain.proof(domain.proof().missing(now)).trouble(hint), now);
      case UNKNOWN -> unknown(domain.proof(domain.proof().unknown(now)).trouble(hint), now);
    };
  }

  private Step seen(CustomDomain domain, Instant now) {
    Instant again = now.plus(settings.recheck());
    return switch (domain.status()) {
      case CLAIMED ->
          Step.telling(
              new DomainEvent.Verified(domain.become(DomainStatus.VERIFIED, now).due(now), now));
      case VERIFIED ->
          Step.telling(
              new DomainEvent.Activated(domain.become(DomainStatus.ACTIVE, now).due(again), now));
      case QUARANTINED ->
          Step.telling(
              new DomainEvent.Restored(domain.become(DomainStatus.ACTIVE, now).due(again), now));
      default -> Step.quiet(domain.due(again));
    };
  }

  /** What a look at a served host comes to: its proof may be back, its edge may have trouble. */
  static Step told(CustomDomain before, Step step, Optional<EdgeState> edge, Instant now) {
    boolean seen = step.next().proof().missingSince().isEmpty();
    if (step.event().isEmpty() && seen && before.proof().missingSince().isPresent()) {
      return Step.telling(new DomainEvent.ProofReturned(step.next(), now));
    }
    return step.event().isEmpty() && seen && step.next().trouble().isEmpty()
        ? Step.quiet(edge.map(state -> noted(step.next(), state)).orElse(step.next()))
        : step;
  }

  /** The proof is there, but another tenant holds the host or held it a short time ago. */
  Step heldByAnother(CustomDomain domain, Instant now) {
    return waiting(
        domain
            .proof(domain.proof().unknown(now))
            .trouble("another organisation holds this host, or did a short time ago"),
        now,
        settings.recheckMissing());
  }

  private Step missing(CustomDomain domain, Instant now) {
    return switch (domain.status()) {
      case CLAIMED -> waiting(domain, now, settings.retry());
      case VERIFIED -> untilDeadline(domain, now);
      case ACTIVE -> {
        Instant missingSince = domain.proof().missingSince().orElse(now);
        boolean longEnough = !now.isBefore(missingSince.plus(settings.grace()));
        CustomDomain again = domain.due(now.plus(settings.recheckMissing()));
        if (longEnough && domain.proof().misses() >= settings.missesForQuarantine()) {
          String why = domain.trouble().orElse("the proof is missing");
          yield Step.telling(
              new DomainEvent.Quarantined(
                  again.become(DomainStatus.QUARANTINED, now).trouble(why), now));
        }
        yield domain.proof().misses() == 1
            ? Step.telling(new DomainEvent.ProofMissed(again, now))
            : Step.quiet(again);
      }
      case QUARANTINED ->
          now.isBefore(domain.since().plus(settings.quarantine()))
              ? Step.quiet(domain.due(now.plus(settings.recheckMissing())))
              : release(domain, "the proof did not come back", now);
      default -> Step.quiet(domain);
    };
  }

  private Step unknown(CustomDomain domain, Instant now) {
    return switch (domain.status()) {
      // A zone that never answers costs seconds each time; its tenant must not get them all.
      case CLAIMED -> waiting(domain, now, settings.recheckMissing().dividedBy(4));
      case VERIFIED -> untilDeadline(domain, now);
      default -> Step.quiet(domain.due(now.plus(settings.recheckMissing())));
    };
  }

  private Step waiting(CustomDomain domain, Instant now, Duration atLeast) {
    if (!now.isBefore(domain.claimedAt().plus(settings.claimLife()))) {
      String why = "the proof was not seen in time";
      return Step.telling(
          new DomainEvent.Abandoned(domain.become(DomainStatus.ABANDONED, now), now, why));
    }
    return Step.quiet(domain.due(now.plus(pause(domain.claimedAt(), atLeast, now))));
  }

  // Every minute at first; the longer nothing comes, the less often, but every hour.
  private static Duration pause(Instant since, Duration atLeast, Instant now) {
    Duration tenth = Duration.between(since, now).dividedBy(10);
    return max(atLeast, min(tenth, Duration.ofHours(1)));
  }

  /** The edge said how far it is with a proven host, and it is not there yet. */
  Step afterEdge(CustomDomain domain, EdgeState state, Instant now) {
    if (state instanceof EdgeState.Pending pending) {
      return untilDeadline(domain.wanted(pending.wanted()).noTrouble(), now);
    }
    if (state instanceof EdgeState.Failed failed) {
      return untilDeadline(domain.trouble(failed.reason()), now);
    }
    return untilDeadline(domain, now);
  }

  /** What the edge says of a host that is served already; it changes nothing of that. */
  static CustomDomain noted(CustomDomain domain, EdgeState state) {
    if (state instanceof EdgeState.Ready ready) {
      return domain.wanted(ready.wanted());
    }
    if (state instanceof EdgeState.Pending pending) {
      return domain.wanted(pending.wanted());
    }
    return state instanceof EdgeState.Failed failed ? domain.trouble(failed.reason()) : domain;
  }

  private Step untilDeadline(CustomDomain domain, Instant now) {
    return now.isBefore(domain.since().plus(settings.edgeDeadline()))
        ? Step.quiet(domain.due(now.plus(pause(domain.since(), settings.retry(), now))))
        : release(domain, "it could not be served in time", now);
  }

  /** The tenant, an operator or time ends the claim. */
  Step release(CustomDomain domain, String why, Instant now) {
    if (domain.status() == DomainStatus.CLAIMED) {
      return Step.telling(
          new DomainEvent.Abandoned(domain.become(DomainStatus.ABANDONED, now), now, why));
    }
    return Step.telling(
        new DomainEvent.ReleaseBegun(
            domain.become(DomainStatus.RELEASING, now).wanted(List.of()).due(now), now, why));
  }

  /** The edge said how far it is with taking a host away. */
  Step afterRelease(CustomDomain domain, EdgeState state, Instant now) {
    if (state instanceof EdgeState.Absent) {
      return Step.telling(
          new DomainEvent.Released(
              domain
                  .become(DomainStatus.RELEASED, now)
                  .coolingOffUntil(now.plus(settings.coolOff())),
              now));
    }
    CustomDomain again = domain.due(now.plus(pause(domain.since(), settings.retry(), now)));
    return Step.quiet(
        state instanceof EdgeState.Failed failed ? again.trouble(failed.reason()) : again);
  }

  private static Duration max(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
