package io.leasehold.isolation.proof;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** All searches that one Allow statement and one shared thing give rise to. */
final class StatementSearch {

  private final StatementOutline statement;
  private final Ownership ownership;
  private final List<KeyTest> tests;
  private int searches;

  StatementSearch(StatementOutline statement, Ownership ownership) {
    this.statement = statement;
    this.ownership = ownership;
    this.tests = statement.conditions().stream().map(KeyTest::new).toList();
  }

  /** How many pairs of patterns were walked. */
  int searches() {
    return searches;
  }

  List<Suspicion> suspicions() {
    List<Suspicion> found = new ArrayList<>();
    for (ForeignRequest request : ownership.addressed()) {
      request.actions().stream()
          .filter(this::allows)
          .findFirst()
          .ifPresent(action -> search(action, request, found));
    }
    Set<String> others = ownership.others(statement.actions());
    others.stream()
        .filter(this::allows)
        .findFirst()
        // Which keys an unlisted action carries is nothing that we know.
        .ifPresent(action -> search(action, ownership.whole().withAnyAbsentKey(), found));
    return found;
  }

  private boolean allows(String action) {
    return statement.actions().stream().anyMatch(pattern -> fits(pattern, action));
  }

  private static boolean fits(String pattern, String action) {
    TenantPattern taken = TenantPattern.glob(pattern.toLowerCase(Locale.ROOT));
    TenantPattern asked = TenantPattern.plain(action.toLowerCase(Locale.ROOT));
    return !new MeetingSearch(taken, asked, -1).meetings().isEmpty();
  }

  private void search(String action, ForeignRequest request, List<Suspicion> found) {
    List<Choice> choices = List.of(Choice.start(request));
    for (KeyTest test : tests) {
      List<Choice> next = new ArrayList<>();
      choices.forEach(choice -> next.addAll(choice.with(test, request.keys().get(test.key()))));
      choices = next;
    }
    for (Choice choice : choices) {
      for (String resource : statement.resources()) {
        searches++;
        for (Meeting meeting : choice.meetings(TenantPattern.arn(resource), request)) {
          found.add(suspicion(action, choice, meeting));
        }
      }
    }
  }

  private static Suspicion suspicion(String action, Choice choice, Meeting meeting) {
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
        TenantId.of(meeting.attacker()),
        TenantId.of(meeting.victim()),
        new AccessRequest(Suspicion.SESSION, action, values[0], context));
  }
}
