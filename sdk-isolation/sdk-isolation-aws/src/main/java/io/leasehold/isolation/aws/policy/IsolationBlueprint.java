package io.leasehold.isolation.aws.policy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.aws.internal.Names;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.catalogue.TemplateCheck;
import io.leasehold.isolation.proof.IsolationProver;
import io.leasehold.isolation.proof.Ownership;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every tenant may touch of the things that tenants share; knows no tenant. Immutable and
 * thread-safe.
 *
 * @param name how messages call it
 * @param place where the shared things live
 * @param scopes the shared things, each once
 * @param fenced whether what is not allowed is denied as well
 * @param reserved ids under which the platform keeps things of its own beside those of the tenants
 */
public record IsolationBlueprint(
    String name,
    AwsPlace place,
    List<TenantResourceScope> scopes,
    boolean fenced,
    Set<TenantId> reserved) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

  /**
   * Copies the scopes.
   *
   * @throws IllegalArgumentException if the name is malformed, or scopes are missing or repeated
   */
  public IsolationBlueprint {
    Names.require(NAME, name, "a blueprint name has 1 to 63 characters out of a-z0-9-");
    Objects.requireNonNull(place, "place");
    scopes = List.copyOf(scopes);
    reserved = Set.copyOf(reserved);
    if (scopes.isEmpty()) {
      // An empty session policy would not narrow the role at all.
      throw new IllegalArgumentException("a blueprint has at least one scope");
    }
    if (scopes.stream().distinct().count() != scopes.size()) {
      throw new IllegalArgumentException("a blueprint names each scope once");
    }
  }

  /** A blueprint without a fence and without reserved ids. */
  public IsolationBlueprint(String name, AwsPlace place, List<TenantResourceScope> scopes) {
    this(name, place, scopes, false, Set.of());
  }

  /**
   * Tries to prove that no tenant reaches another's data under this blueprint, whatever the two are
   * called.
   */
  public Proof prove() {
    return IsolationProver.prove(PolicyCompiler.template(this), ownerships());
  }

  /** What belongs to whom, scope by scope. */
  List<Ownership> ownerships() {
    return scopes.stream().map(scope -> scope.ownership(place)).toList();
  }

  /**
   * Checks policy and ownership against what AWS documents of its actions.
   *
   * @return what is wrong; empty if all is well
   */
  public List<Finding> check(ActionCatalogue catalogue) {
    List<Finding> findings =
        new ArrayList<>(TemplateCheck.of(catalogue, PolicyCompiler.template(this)));
    findings.addAll(TemplateCheck.of(catalogue, ownerships()));
    return List.copyOf(findings);
  }

  /**
   * Checks and proves it, or refuses.
   *
   * @throws UncheckedBlueprintException if AWS does not mean what the policy says
   * @throws UnprovenBlueprintException if a leak was found, or nothing could be shown
   */
  void requireProof(ActionCatalogue catalogue) {
    requireChecked(catalogue);
    Proof proof = prove();
    if (!(proof instanceof Proof.Isolated)) {
      throw new UnprovenBlueprintException(name, proof);
    }
  }

  /** Checks it, or refuses. */
  void requireChecked(ActionCatalogue catalogue) {
    List<Finding> errors = check(catalogue).stream().filter(Finding::isError).toList();
    if (!errors.isEmpty()) {
      throw new UncheckedBlueprintException(name, catalogue.id(), errors);
    }
  }

  /** A builder in partition {@code aws}. */
  public static Builder builder(String name) {
    return new Builder(name);
  }

  /** Collects place and scopes. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private final List<TenantResourceScope> scopes = new ArrayList<>();
    private String partition = "aws";
    private @Nullable String region;
    private @Nullable String account;
    private final Set<TenantId> reserved = new LinkedHashSet<>();
    private boolean fenced;

    private Builder(String name) {
      this.name = name;
    }

    /** Sets the partition. */
    @CanIgnoreReturnValue
    public Builder partition(String partition) {
      this.partition = partition;
      return this;
    }

    /** Sets the Region. */
    @CanIgnoreReturnValue
    public Builder region(String region) {
      this.region = region;
      return this;
    }

    /** Sets the account that owns the shared things. */
    @CanIgnoreReturnValue
    public Builder account(String account) {
      this.account = account;
      return this;
    }

    /** Adds a shared thing. */
    @CanIgnoreReturnValue
    public Builder allow(TenantResourceScope scope) {
      scopes.add(scope);
      return this;
    }

    /**
     * Also denies what is not allowed. Worth its characters where somebody else may write a policy
     * of a shared thing: an Allow there that names the tenant's session is not limited by what a
     * session policy leaves out, only by what it denies.
     */
    @CanIgnoreReturnValue
    public Builder fence() {
      this.fenced = true;
      return this;
    }

    /**
     * Keeps ids for the platform, such as {@code shared} where the bucket has objects for everybody
     * under that prefix: no session is opened for a tenant of that name.
     *
     * @throws IllegalArgumentException if one could not be the id of a tenant anyway
     */
    @CanIgnoreReturnValue
    public Builder reserve(String... ids) {
      Stream.of(ids).map(TenantId::of).forEach(reserved::add);
      return this;
    }

    /**
     * The blueprint.
     *
     * @throws NullPointerException if Region or account is missing
     * @throws IllegalArgumentException if a value is malformed
     */
    public IsolationBlueprint build() {
      AwsPlace place =
          new AwsPlace(
              partition,
              Objects.requireNonNull(region, "region"),
              Objects.requireNonNull(account, "account"));
      return new IsolationBlueprint(name, place, scopes, fenced, reserved);
    }
  }
}
