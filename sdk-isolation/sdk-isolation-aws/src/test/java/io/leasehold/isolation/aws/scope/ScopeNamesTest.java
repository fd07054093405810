package io.leasehold.isolation.aws.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.leasehold.isolation.aws.fixture.EveryScope;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The names in a scope are texts of its owner, and go into every tenant's policy. */
class ScopeNamesTest {

  /** Makes a scope with that name in one of its places. */
  private interface Naming {
    TenantResourceScope with(String name);
  }

  private static final String[] TRAPS = {
    "*",
    "a*",
    "abcd?f",
    "{T}",
    "{T}_",
    "${aws:username}",
    "a\"b",
    "a\\",
    "abc def",
    "abc{",
    "é",
    "abc\n",
    "abcde*/",
    "abcdef,"
  };

  @ParameterizedTest
  @MethodSource("namings")
  void noNameBringsAWildcardAHoleOrAQuoteIntoAPolicy(Naming naming) {
    for (String trap : TRAPS) {
      assertThatIllegalArgumentException().as(trap).isThrownBy(() -> naming.with(trap));
    }
  }

  static Stream<Naming> namings() {
    return Stream.of(
        DynamoDbPooledScope::table,
        DynamoDbCompositeScope::table,
        delimiter -> new DynamoDbCompositeScope("items", delimiter),
        DynamoDbSiloScope::prefixed,
        S3PrefixScope::bucket,
        S3PrefixScope.bucket("content")::under,
        S3AccessPointScope::prefixed,
        SqsQueueScope::prefixed,
        after -> new SqsQueueScope("orders-", after),
        SnsTopicScope::prefixed,
        bus -> EventBusScope.of(bus, "app."),
        before -> EventBusScope.of("app", before),
        SecretScope::under,
        ParameterScope::under,
        KmsContextScope::key,
        SesTenantScope::from,
        LambdaFunctionScope::prefixed,
        api -> new ApiRouteScope(api, "prod", "t/"),
        stage -> new ApiRouteScope("a1b2c3d4e5", stage, "t/"),
        path -> new ApiRouteScope("a1b2c3d4e5", "prod", path),
        SearchDomainScope::prefixed,
        KinesisStreamScope::prefixed,
        resource -> DatabaseUserScope.of(resource, "t_"),
        before -> DatabaseUserScope.of("cluster-ABCDEFGH", before),
        VectorIndexScope::bucket,
        before -> new VectorIndexScope("vectors", before));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "a", "0", "", "##", "."})
  void aDelimiterIsNothingThatATenantIdCouldContain(String delimiter) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DynamoDbCompositeScope("items", delimiter));
  }

  @Test
  void messagesCallEachScopeByWhatItIs() {
    assertThat(EveryScope.all().map(TenantResourceScope::label).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "table items",
            "table items by composite key",
            "table orders_{T}",
            "bucket content",
            "bucket archive under tenants/",
            "access point data-{T}",
            "queue orders-{T}",
            "queue orders-{T}-work.fifo",
            "topic news-{T}",
            "bus app",
            "secrets app/{T}/",
            "parameters app/{T}/",
            "key 1234abcd-12ab-34cd-56ef-1234567890ab",
            "mail from example.com",
            "function orders_{T}",
            "api a1b2c3d4e5/prod",
            "search domain search-{T}",
            "stream events-{T}",
            "database user t_{T}",
            "inference profiles by tag",
            "vector index {T} of vectors",
            "user pool by tag",
            "jobs");
  }

  @Test
  void aPlaceIsOneOfAwss() {
    assertThat(new AwsPlace("aws-cn", "cn-north-1", "111111111111").arn("sqs", "q"))
        .isEqualTo("arn:aws-cn:sqs:cn-north-1:111111111111:q");
    for (String trap : TRAPS) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AwsPlace(trap, "eu-central-1", "111111111111"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AwsPlace("aws", trap, "111111111111"));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new AwsPlace("aws", "eu-central-1", trap));
    }
  }
}
