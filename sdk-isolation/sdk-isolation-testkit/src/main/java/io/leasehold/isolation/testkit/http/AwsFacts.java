package io.leasehold.isolation.testkit.http;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.iam.PolicyDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What AWS knows and a request does not tell: key attributes of tables, tags of resources, the
 * random ends of secrets' ARNs and the like. A request that needs a fact which is missing is
 * refused as unreadable, and its message names the method of the {@link Builder}. Immutable and
 * thread-safe.
 */
public final class AwsFacts {

  private final Map<String, Map<String, String>> partitionKeys;
  private final Map<String, Map<String, String>> tags;
  private final Map<String, String> names;
  private final Map<String, List<String>> several;
  private final Map<String, PolicyDocument> resourcePolicies;

  private AwsFacts(Builder builder) {
    this.partitionKeys = copy(builder.partitionKeys);
    this.tags = copy(builder.tags);
    this.names = Map.copyOf(builder.names);
    this.several = Map.copyOf(builder.several);
    this.resourcePolicies = Map.copyOf(builder.resourcePolicies);
  }

  private static Map<String, Map<String, String>> copy(Map<String, Map<String, String>> maps) {
    Map<String, Map<String, String>> copy = new HashMap<>();
    maps.forEach((key, map) -> copy.put(key, Map.copyOf(map)));
    return Map.copyOf(copy);
  }

  /** No facts at all. */
  public static AwsFacts none() {
    return builder().build();
  }

  /** A builder without facts. */
  public static Builder builder() {
    return new Builder();
  }

  /** The partition key's attribute of a table, or of its index. */
  String partitionKey(String table, Optional<String> index) {
    String attribute =
        partitionKeys.getOrDefault(table, Map.of()).get(index.map(i -> "/" + i).orElse(""));
    if (attribute == null) {
      throw new Unreadable(
          index
              .map(
                  i ->
                      "the partition key of index %s of table %s is not known: say it with"
                              .formatted(i, table)
                          + " AwsFacts.index(\"%s\", \"%s\", attribute)".formatted(table, i))
              .orElse(
                  "the partition key of table %s is not known: say it with".formatted(table)
                      + " AwsFacts.table(\"%s\", attribute)".formatted(table)));
    }
    return attribute;
  }

  /** The tags of a resource; empty if nothing is known of them. */
  Optional<Map<String, String>> tagsOf(String arn) {
    return Optional.ofNullable(tags.get(arn));
  }

  /** What a name of that kind stands for. */
  Optional<String> named(String kind, String name) {
    return Optional.ofNullable(names.get(kind + " " + name));
  }

  /** What a name of that kind stands for, several at once. */
  Optional<List<String>> allNamed(String kind, String name) {
    return Optional.ofNullable(several.get(kind + " " + name));
  }

  /** The resource policies that look at this resource. */
  List<PolicyDocument> policiesOf(String arn) {
    List<PolicyDocument> found = new ArrayList<>();
    resourcePolicies.forEach(
        (owner, policy) -> {
          if (arn.equals(owner) || arn.startsWith(owner + "/") || arn.startsWith(owner + ":")) {
            found.add(policy);
          }
        });
    return found;
  }

  /** Whether any resource of that service has a policy. */
  boolean hasPoliciesIn(String service) {
    return resourcePolicies.keySet().stream().anyMatch(arn -> arn.split(":", 4)[2].equals(service));
  }

  /** Collects facts. Not thread-safe. */
  public static final class Builder {
    private final Map<String, Map<String, String>> partitionKeys = new HashMap<>();
    private final Map<String, Map<String, String>> tags = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, List<String>> several = new HashMap<>();
    private final Map<String, PolicyDocument> resourcePolicies = new HashMap<>();

    private Builder() {}

    /** A DynamoDB table has that attribute as its partition key. */
    @CanIgnoreReturnValue
    public Builder table(String table, String partitionKey) {
      partitionKeys.computeIfAbsent(table, t -> new HashMap<>()).put("", partitionKey);
      return this;
    }

    /** An index of a DynamoDB table has that attribute as its partition key. */
    @CanIgnoreReturnValue
    public Builder index(String table, String index, String partitionKey) {
      partitionKeys.computeIfAbsent(table, t -> new HashMap<>()).put("/" + index, partitionKey);
      return this;
    }

    /** A resource has that tag. */
    @CanIgnoreReturnValue
    public Builder tag(String arn, String key, String value) {
      tags.computeIfAbsent(arn, a -> new HashMap<>()).put(key, value);
      return this;
    }

    /** A resource has no tags but those said with {@link #tag}. */
    @CanIgnoreReturnValue
    public Builder untagged(String arn) {
      tags.computeIfAbsent(arn, a -> new HashMap<>());
      return this;
    }

    /**
     * A secret has that ARN, which ends with a hyphen and six characters that AWS chose. A name of
     * which nothing is said gets an end of its own.
     */
    @CanIgnoreReturnValue
    public Builder secret(String name, String arn) {
      if (!arn.matches("arn:.+:secret:" + Pattern.quote(name) + "-[A-Za-z0-9]{6}")) {
        throw new IllegalArgumentException(
            "the ARN of a secret ends with its name, a hyphen and six characters, not as " + arn);
      }
      named("secret", arn, arn);
      named("secret", arn.substring(0, arn.length() - 7), arn);
      return named("secret", name, arn);
    }

    /** An alias of an S3 access point, such as {@code ap-x1y2-s3alias}, stands for that ARN. */
    @CanIgnoreReturnValue
    public Builder accessPointAlias(String alias, String arn) {
      return named("access point", alias, arn);
    }

    /** An alias of a KMS key, by its ARN, stands for the key of that ARN. */
    @CanIgnoreReturnValue
    public Builder keyAlias(String aliasArn, String keyArn) {
      return named("key alias", aliasArn, keyArn);
    }

    /** An address or domain is verified in SES; mail from it is sent in its name. */
    @CanIgnoreReturnValue
    public Builder mailIdentity(String addressOrDomain) {
      return named("mail identity", addressOrDomain, addressOrDomain);
    }

    /** An inference profile of Bedrock leads to those foundation models, all by their ARNs. */
    @CanIgnoreReturnValue
    public Builder inferenceProfile(String profileArn, String... modelArns) {
      several.put("inference profile " + profileArn, List.of(modelArns));
      return this;
    }

    /** A custom domain of API Gateway leads to the stage of an API. */
    @CanIgnoreReturnValue
    public Builder apiDomain(String host, String api, String stage) {
      return named("api domain", host, api + "/" + stage);
    }

    /** A custom endpoint of OpenSearch leads to that domain. */
    @CanIgnoreReturnValue
    public Builder searchEndpoint(String host, String domain) {
      return named("search endpoint", host, domain);
    }

    /**
     * A resource, and what is inside of it, has a policy of its own: a bucket, a queue, a key, a
     * secret.
     */
    @CanIgnoreReturnValue
    public Builder resourcePolicy(String arn, PolicyDocument policy) {
      if (!arn.startsWith("arn:") || arn.split(":", 6).length < 6) {
        throw new IllegalArgumentException(arn + " is no ARN");
      }
      resourcePolicies.put(arn, policy);
      return this;
    }

    @CanIgnoreReturnValue
    private Builder named(String kind, String name, String meaning) {
      names.put(kind + " " + name, meaning);
      return this;
    }

    /** The facts. */
    public AwsFacts build() {
      return new AwsFacts(this);
    }
  }
}
