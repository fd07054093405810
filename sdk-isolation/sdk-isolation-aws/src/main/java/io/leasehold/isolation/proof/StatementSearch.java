package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** All searches that one Allow statement gives rise to. Not thread-safe. */
final class StatementSearch {

  private static final int LONGEST_ID = 63;

  private final StatementOutline statement;
  private final List<KeyTest> tests;
  private final List<TenantPattern> resources;
  // Names by themselves are looked up; only wildcards are matched.
  private final Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
  private final List<TenantPattern> wildcards = new ArrayList<>();
  private int searches;

  StatementSearch(StatementOutline statement) {
    this.statement = statement;
    // Whether a key may be missing is asked last, when it is known what else is wanted of it.
    this.tests =
        statement.conditions().stream()
            .map(KeyTest::new)
            .sorted(Comparator.comparing(KeyTest::isNull))
            .toList();
    this.resources = statement.resources().stream().map(TenantPattern::arn).toList();
    for (String action : statement.actions()) {
      if (action.indexOf('*') < 0 && action.indexOf('?') < 0) {
        named.add(action);
      } else {
        wildcards.add(TenantPattern.glob(action.toLowerCase(Locale.ROOT)));
      }
    }
  }

  /** How many pairs of patterns were walked. */
  int searches() {
    return searches;
  }

  /** What the statement may allow with that thing. */
  List<Suspicion> suspicions(Ownership ownership) {
    List<Suspicion> found = new ArrayList<>();
    for (ForeignRequest request : ownership.addressed()) {
      firstAllowed(request.actions()).ifPresent(action -> search(action, request, true, found));
    }
    // Which keys an unlisted action carries is nothing that we know.
    ForeignRequest whole = ownership.whole().withAnyAbsentKey();
    firstAllowed(ownership.others(statement.actions()))
        .ifPresentOrElse(
            action -> search(action, whole, true, found),
            // What else a wildcard takes in, today or tomorrow, is nothing that we know either.
            () ->
                ownership
                    .unlisted(statement.actions())
                    .ifPresent(action -> search(action, whole, false, found)));
    return found;
  }

  private Optional<String> firstAllowed(Collection<String> actions) {
    for (String action : actions) {
      if (named.contains(action) || (!wildcards.isEmpty() && fitsWildcard(action))) {
        return Optional.of(action);
      }
    }
    return Optional.empty();
  }

  private boolean fitsWildcard(String action) {
    TenantPattern asked = TenantPattern.plain(action.toLowerCase(Locale.ROOT));
    return wildcards.stream()
        .anyMatch(taken -> !new MeetingSearch(taken, asked, -1).meetings().isEmpty());
  }

  private void search(
      String action, ForeignRequest request, boolean listed, List<Suspicion> found) {
    List<Choice> choices = List.of(Choice.start(request));
    for (KeyTest test : tests) {
      List<Choice> next = new ArrayList<>();
      choices.forEach(choice -> next.addAll(choice.with(test, request.keys().get(test.key()))));
      choices = next;
    }
    for (Choice choice : choices) {
      for (TenantPattern resource : resources) {
        searches++;
        for (Meeting meeting : choice.meetings(resource, request)) {
          found.add(suspicion(action, choice, meeting, listed));
        }
      }
    }
  }

  private static Suspicion suspicion(
      String action, Choice choice, Meeting meeting, boolean listed) {
    String[] values = meeting.values();
    Map<String, List<String>> context = new LinkedHashMap<>(choice.context());
    for (int i = 0; i < choice.compared().size(); i++) {
      Choice.Compared compared = choice.compared().get(i);
      List<String> all = new ArrayList<>(List.of(values[i + 1]));
      compared
          .beside()
          .map(text -> text.replace(TenantPattern.HOLE_TEXT, meeting.attacker()).replace("*", ""))
          .ifPresent(all::add);
      context.put(compared.key(), all);
    }
    return new Suspicion(
        tenant(meeting.attacker()),
        tenant(meeting.victim()),
        new AccessRequest(Suspicion.SESSION, action, values[0], context),
        listed && meeting.touching() && isTenant(meeting.attacker()) && isTenant(meeting.victim()));
  }

  // The walk does not count: a long literal may need a longer id than there is.
  private static boolean isTenant(String id) {
    return id.length() <= LONGEST_ID;
  }

  private static TenantId tenant(String id) {
    return TenantId.of(isTenant(id) ? id : "x".repeat(LONGEST_ID));
  }
}
