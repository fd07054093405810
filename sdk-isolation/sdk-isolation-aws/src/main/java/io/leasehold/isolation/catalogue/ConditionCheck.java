package io.leasehold.isolation.catalogue;

import io.leasehold.isolation.catalogue.Finding.Kind;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The conditions of an Allow: whether its actions carry the keys, and how many values at once. */
record ConditionCheck(ActionCatalogue catalogue, StatementOutline statement) {

  private static final String NULL = "Null";
  private static final String FOR_ALL = "ForAllValues:";
  private static final String FOR_ANY = "ForAnyValue:";
  private static final String GLOBAL = "aws:";

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    for (StatementOutline.Test test : statement.conditions()) {
      if (statement.actions().stream().allMatch(this::isUnchecked)) {
        global(test.key()).ifPresent(key -> values(test, key, findings));
      }
      for (String name : statement.actions()) {
        catalogue
            .serviceOf(name)
            .ifPresent(
                service ->
                    catalogue
                        .action(name)
                        .ifPresent(action -> action(service, action, test, findings)));
      }
    }
    return findings;
  }

  private boolean isUnchecked(String action) {
    return catalogue.action(action).isEmpty();
  }

  private void action(
      CatalogueService service,
      CatalogueAction action,
      StatementOutline.Test test,
      List<Finding> findings) {
    List<ConditionKey> meant = service.keysMeantBy(test.key());
    Optional<ConditionKey> carried = meant.stream().filter(action::carries).findFirst();
    Optional<ConditionKey> global = global(test.key());
    if (carried.isPresent()) {
      values(test, carried.get(), findings);
    } else if (global.isPresent()) {
      if (tellsTags(test.key())) {
        findings.add(
            new Finding(
                Kind.UNSUPPORTED_TAG_KEY,
                action.name() + " is not documented to carry " + test.key()));
      }
      values(test, global.get(), findings);
    } else if (meant.isEmpty()) {
      findings.add(
          new Finding(
              Kind.UNKNOWN_KEY, test.key() + " is no condition key of " + service.prefix()));
    } else {
      findings.add(
          new Finding(
              Kind.UNSUPPORTED_KEY,
              action.name()
                  + " does not carry "
                  + test.key()
                  + ": grant it in a statement of its own, narrowed otherwise, or not at all"));
    }
  }

  private Optional<ConditionKey> global(String key) {
    return catalogue.globalKeys().stream().filter(known -> known.isMeantBy(key)).findFirst();
  }

  private static boolean tellsTags(String key) {
    return key.startsWith("aws:resourcetag/")
        || key.startsWith("aws:requesttag/")
        || key.equals("aws:tagkeys");
  }

  private void values(StatementOutline.Test test, ConditionKey key, List<Finding> findings) {
    boolean forAll = test.operator().startsWith(FOR_ALL);
    boolean forAny = test.operator().startsWith(FOR_ANY);
    if (test.operator().equals(NULL)) {
      return;
    }
    if (!OperatorType.of(test.operator()).suits(key)) {
      findings.add(
          new Finding(
              Kind.OPERATOR_OF_ANOTHER_TYPE,
              "%s does not compare %s, which is of type %s"
                  .formatted(test.operator(), key.name(), key.type())));
    }
    if (!key.several() && (forAll || forAny)) {
      findings.add(
          new Finding(
              Kind.SET_OPERATOR_ON_ONE_VALUE,
              key.name() + " has one value: compare it without " + test.operator()));
    } else if (key.several() && !forAll && !forAny) {
      findings.add(several(test, key));
    } else if (forAny && !key.name().startsWith(GLOBAL)) {
      // A global key of several values tells who calls or through whom; one of them may do there.
      findings.add(several(test, key));
    } else if (forAll && !hasNullGuard(test.key())) {
      findings.add(
          new Finding(
              Kind.FOR_ALL_VALUES_WITHOUT_NULL,
              test.operator() + " holds for requests without " + key.name() + ": add Null false"));
    }
  }

  private static Finding several(StatementOutline.Test test, ConditionKey key) {
    return new Finding(
        Kind.SEVERAL_VALUES_COMPARED_AS_ONE,
        "%s has several values (%s): %s does not ask for all of them; use ForAllValues and Null"
            .formatted(key.name(), key.type(), test.operator()));
  }

  private boolean hasNullGuard(String key) {
    return statement.conditions().stream()
        .anyMatch(
            test ->
                test.operator().equals(NULL)
                    && test.key().equals(key)
                    && test.values().equals(List.of("false")));
  }
}
