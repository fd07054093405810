package io.leasehold.isolation.iam;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.CatalogueService;
import io.leasehold.isolation.catalogue.ConditionKey;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VocabularyTest {

  private static final ActionCatalogue CATALOGUE = ActionCatalogue.bundled();
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/R/s";

  @Test
  void it_knows_the_keys_of_several_values_that_the_catalogue_has() {
    Set<String> several =
        Stream.concat(
                CATALOGUE.globalKeys().stream(),
                CATALOGUE.services().values().stream().flatMap(s -> s.keys().values().stream()))
            .filter(ConditionKey::several)
            .map(key -> key.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());

    assertThat(several).allMatch(Vocabulary::hasSeveralValues);
    assertThat(several).containsAll(Vocabulary.SEVERAL_VALUES);
  }

  @Test
  void the_services_it_takes_for_typed_are_those_each_of_whose_arns_has_a_type() {
    Set<String> typed =
        CATALOGUE.services().values().stream()
            .filter(VocabularyTest::isTyped)
            .map(CatalogueService::prefix)
            .collect(Collectors.toSet());

    assertThat(typed).isEqualTo(Vocabulary.TYPED);
  }

  @Test
  void all_of_s3_but_buckets_and_objects_has_a_type() {
    List<String[]> arns =
        CATALOGUE.services().get("s3").resourceTypes().values().stream()
            .map(type -> type.arn().replace("${Partition}", "aws").split(":", 6))
            .filter(parts -> parts[2].equals("s3"))
            .toList();

    assertThat(arns)
        .hasSizeGreaterThan(5)
        .allMatch(parts -> (parts[3] + parts[4]).isEmpty() != beginsWithType(parts[5]));
  }

  private static boolean isTyped(CatalogueService service) {
    List<String> own =
        service.resourceTypes().values().stream()
            .map(type -> type.arn().replace("${Partition}", "aws").split(":", 6))
            .filter(parts -> parts.length == 6 && parts[2].equals(service.prefix()))
            .map(parts -> parts[5])
            .toList();
    return !own.isEmpty() && own.stream().allMatch(VocabularyTest::beginsWithType);
  }

  /** Either in so many letters or, of Kinesis consumers, as the first part to fill in. */
  private static boolean beginsWithType(String name) {
    return name.matches("([a-z0-9-]+|\\$\\{StreamType})[/:].*");
  }

  @ParameterizedTest
  @Tag("attack-B05")
  @CsvSource({
    "StringEquals, dynamodb:LeadingKeys, acme",
    "StringLike, dynamodb:LeadingKeys, a*",
    "StringNotEquals, dynamodb:LeadingKeys, globex",
    "StringEqualsIfExists, events:source, acme",
    "StringEquals, events:Metadata/x, acme",
    "StringEquals, aws:SourceIdentity, ${dynamodb:LeadingKeys}",
    "StringLike, aws:SourceIdentity, '${aws:TagKeys, ''acme''}'",
  })
  void a_key_of_several_values_compared_as_one_allows_nothing_and_denies(
      String operator, String key, String wanted) {
    AccessRequest request =
        AccessRequest.of(SESSION, "x:Do", "*")
            .with(key, "acme")
            .with("dynamodb:LeadingKeys", "acme")
            .with("aws:SourceIdentity", "acme");

    assertThat(decide("Allow", operator, key, wanted, request)).isFalse();
    if (!wanted.startsWith("$")) {
      assertThat(decide("Deny", operator, key, wanted, request)).isFalse();
    }
  }

  private static boolean decide(
      String effect, String operator, String key, String wanted, AccessRequest request) {
    PolicyDocument policy =
        PolicyDocument.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"%s\":{\"%s\":\"%s\"}}}}"
                .formatted(effect, operator, key, wanted));
    PolicyStack.Builder stack = PolicyStack.builder().identity(policy);
    if (effect.equals("Deny")) {
      stack.identity(resource("Allow", "*"));
    }
    return new IamEvaluator().decide(stack.build(), request).allowed();
  }

  private static PolicyDocument resource(String effect, String resource) {
    return PolicyDocument.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",\"Action\":\"*\",\"Resource\":\"%s\"}}"
            .formatted(effect, resource));
  }

  @ParameterizedTest
  @Tag("attack-B10")
  @CsvSource({
    "lambda, function:f, func*:f, false",
    "lambda, function:f, f*, false",
    "lambda, function:f, *:f, false",
    "lambda, function:f, *, true",
    "lambda, function:f, function:*, true",
    "dynamodb, table/t, t?ble/t, false",
    "dynamodb, table/t, table/*, true",
    "sqs, acme-work, acme*, true",
    "sns, acme, *, true",
    "s3, bucket/acme/k, b*/acme/k, true",
    "s3, accesspoint/a/object/k, access*/a/object/k, false",
    "s3, accesspoint/a/object/k, accesspoint/a/object/*, true",
    "execute-api, a1/prod/GET/x, a*/prod/GET/x, true",
  })
  void a_wildcard_where_the_type_of_an_arn_stands_allows_nothing_and_denies(
      String service, String name, String pattern, boolean allows) {
    String place = name.startsWith("bucket") ? "::" : "eu-central-1:111111111111:";
    String prefix = "arn:aws:" + service + ":" + place;
    AccessRequest request = AccessRequest.of(SESSION, service + ":Do", prefix + name);
    PolicyStack allow = PolicyStack.builder().identity(resource("Allow", prefix + pattern)).build();
    PolicyStack deny =
        PolicyStack.builder()
            .identity(resource("Allow", "*"))
            .identity(resource("Deny", prefix + pattern))
            .build();

    assertThat(new IamEvaluator().decide(allow, request).allowed()).isEqualTo(allows);
    assertThat(new IamEvaluator().decide(deny, request).allowed()).isFalse();
  }
}
