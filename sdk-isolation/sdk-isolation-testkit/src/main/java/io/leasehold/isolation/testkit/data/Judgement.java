package io.leasehold.isolation.testkit.data;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantScopes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Calls a target as one tenant with the ids of another, and compares: with what the caller's own
 * rows give, with what ids give that do not exist, and with the other's rows before and after.
 */
final class Judgement {

  private final DataUnderTest test;
  private final Seeder seeder;
  private final Rows rows;
  private final Arguments arguments;

  Judgement(DataUnderTest test, Seeder seeder, Rows rows, Arguments arguments) {
    this.test = test;
    this.seeder = seeder;
    this.rows = rows;
    this.arguments = arguments;
  }

  Verdict of(Target target) throws Exception {
    List<List<Maker>> ways;
    try {
      Subject example = seeder.give(test.attacker());
      ways = TenantScopes.call(test.attacker(), () -> arguments.ways(target, example));
    } catch (DataKitException e) {
      return new Verdict.Unknown(String.valueOf(e.getMessage()));
    }
    Set<String> reasons = new LinkedHashSet<>();
    boolean worked = false;
    for (List<Maker> way : ways) {
      Verdict verdict = new Way(target, way).judge();
      if (verdict instanceof Verdict.Leaks) {
        return verdict;
      }
      if (verdict instanceof Verdict.Unknown unknown) {
        reasons.add(unknown.reason());
      } else {
        worked = true;
      }
    }
    return worked ? new Verdict.Holds() : new Verdict.Unknown(String.join("; ", reasons));
  }

  /** One way to fill the places. */
  private final class Way {

    private final Target target;
    private final List<Maker> makers;

    Way(Target target, List<Maker> makers) {
      this.target = target;
      this.makers = makers;
    }

    Verdict judge() throws Exception {
      Subject own = seeder.give(test.attacker());
      Set<Row> ownRows = rows.of(test.attacker());
      Call first;
      try {
        first = call(test.attacker(), own, own);
      } catch (DataKitException e) {
        return new Verdict.Unknown(String.valueOf(e.getMessage()));
      }
      boolean wrote = !ownRows.equals(rows.of(test.attacker()));
      Answer again = call(test.attacker(), own, own).answer();
      Subject foreign = seeder.give(test.victim());
      Answer afterwards = call(test.attacker(), own, own).answer();
      Optional<Answer.Leaf> stray = afterwards.mentions(foreign.secrets());
      if (stray.isPresent()) {
        return leak("a row of " + foreign.owner().id() + " came back unasked", stray.get());
      }
      if (first.answer().equals(again) && !again.equals(afterwards)) {
        return leak(
            "its answer changed when " + foreign.owner().id() + " got rows",
            again + " -> " + afterwards);
      }
      Optional<Verdict> leak = attack(own, foreign);
      if (leak.isEmpty()) {
        // Whatever is kept between calls may now have been filled by its owner.
        Call unused = call(test.victim(), foreign, foreign);
        leak = attack(own, foreign);
      }
      return leak.orElseGet(() -> unlessItSaidNothing(first, wrote, own));
    }

    private Verdict unlessItSaidNothing(Call first, boolean wrote, Subject own) {
      if (first.answer().failure().isPresent()) {
        return new Verdict.Unknown(
            "with the tenant's own rows it fails: "
                + first.answer()
                + "; give it better arguments by an ArgumentSource");
      }
      if (!wrote
          && first.answer().saysNothing()
          && first.answer().mentions(own.secrets()).isEmpty()) {
        return new Verdict.Unknown(
            "with the tenant's own rows it gives back nothing and changes nothing, so nothing follows from that it does so with another's: seed rows that it finds, or give it better arguments by an ArgumentSource");
      }
      return new Verdict.Holds();
    }

    private Optional<Verdict> attack(Subject own, Subject foreign) throws Exception {
      Set<Row> before = rows.of(test.victim());
      Call attack = call(test.attacker(), foreign, own);
      Set<String> secrets = new HashSet<>(foreign.secrets());
      secrets.removeIf(secret -> attack.given().stream().anyMatch(text -> text.contains(secret)));
      Optional<Answer.Leaf> seen = attack.answer().mentions(secrets);
      if (seen.isPresent()) {
        return Optional.of(leak("a row of " + foreign.owner().id() + " came back", seen.get()));
      }
      Set<Row> after = rows.of(test.victim());
      if (!after.equals(before)) {
        return Optional.of(
            leak("the rows of " + foreign.owner().id() + " changed", difference(before, after)));
      }
      return oracle(own, foreign, attack);
    }

    /** What is somebody else's has to look like what is not there. */
    private Optional<Verdict> oracle(Subject own, Subject foreign, Call attack) throws Exception {
      Subject nothing = foreign.thatIsNot();
      Call one = call(test.attacker(), nothing, own);
      Call other = call(test.attacker(), foreign.thatIsNot(), own);
      Answer withForeign = attack.compared();
      Answer withNothing = one.compared();
      if (!withNothing.equals(other.compared())) {
        withForeign = withForeign.shape();
        withNothing = withNothing.shape();
        if (!withNothing.equals(other.compared().shape())) {
          return Optional.empty();
        }
      }
      return withForeign.equals(withNothing)
          ? Optional.empty()
          : Optional.of(
              leak(
                  "ids of "
                      + foreign.owner().id()
                      + " are answered otherwise than ids that are not there",
                  attack.answer() + " <> " + one.answer()));
    }

    private Call call(Tenant caller, Subject about, Subject attacker) throws Exception {
      List<@Nullable Object> values = new ArrayList<>();
      List<String> given = new ArrayList<>();
      for (Maker maker : makers) {
        Object value = maker.make(about, attacker);
        values.add(value);
        Rendering.of(value).forEach(leaf -> given.add(leaf.text()));
      }
      Answer answer = TenantScopes.call(caller, () -> target.call(values));
      return new Call(answer, given);
    }

    private Verdict leak(String what, Object witness) {
      return new Verdict.Leaks(
          "as %s, with what belongs to %s: %s: %s"
              .formatted(test.attacker().id(), test.victim().id(), what, witness));
    }
  }

  private static String difference(Collection<Row> before, Collection<Row> after) {
    List<Row> gone = new ArrayList<>(before);
    gone.removeAll(after);
    List<Row> come = new ArrayList<>(after);
    come.removeAll(before);
    return "gone " + gone + ", come " + come;
  }

  /** A call and what was given to it. */
  private record Call(Answer answer, List<String> given) {
    Answer compared() {
      return answer.without(given);
    }
  }
}
