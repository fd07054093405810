package io.leasehold.localaws.internal.iam;

import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.localaws.internal.access.AccessKey;
import io.leasehold.localaws.internal.access.AccessKeys;
import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.access.PolicySource;
import io.leasehold.localaws.internal.access.Principal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** IAM of every account, and the long-lived keys. Thread-safe. */
public final class IamWorld implements AccessKeys, PolicySource {

  /** A role as somebody sees it who wants to assume it. */
  public record AssumableRole(
      String accountId,
      String name,
      String arn,
      String id,
      PolicyDocument trust,
      int maxSessionSeconds,
      Map<String, String> tags) {
    /** Copies the tags. */
    public AssumableRole {
      tags = Map.copyOf(tags);
    }
  }

  private record KeyOwner(String accountId, String user) {}

  private final Map<String, IamAccount> accounts = new ConcurrentHashMap<>();
  private final Map<String, KeyOwner> keyOwners = new ConcurrentHashMap<>();
  private final Clock clock;

  /** Creates a world without accounts. */
  public IamWorld(Clock clock) {
    this.clock = clock;
  }

  /** Adds an account without users and roles. */
  public void createAccount(String accountId) {
    accounts.put(accountId, new IamAccount(accountId));
  }

  /** Adds an account with a role that has AdministratorAccess and trusts the other account. */
  public void createMemberAccount(String accountId, String roleName, String trustedAccountId) {
    IamAccount account = new IamAccount(accountId);
    StoredPolicy trust =
        StoredPolicy.parse(
            "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":"
                + "{\"AWS\":\"arn:aws:iam::"
                + trustedAccountId
                + ":root\"},\"Action\":\"sts:AssumeRole\"}]}");
    Role role =
        new Role(
            roleName,
            Ids.unique("AROA"),
            "/",
            account.arn("role", "/", roleName),
            clock.instant(),
            "",
            3600,
            trust);
    role.attached().add(ManagedPolicies.ADMINISTRATOR);
    account.roles().put(roleName, role);
    accounts.put(accountId, account);
  }

  /** Adds a user with AdministratorAccess and the given key. */
  public void createAdministrator(
      String accountId, String name, String accessKeyId, String secretAccessKey) {
    IamAccount account = account(accountId);
    synchronized (account) {
      User user =
          new User(name, Ids.unique("AIDA"), "/", account.arn("user", "/", name), clock.instant());
      user.attached().add(ManagedPolicies.ADMINISTRATOR);
      account.users().put(name, user);
      addKey(account, user, new User.Key(accessKeyId, secretAccessKey, clock.instant(), true));
    }
  }

  void addKey(IamAccount account, User user, User.Key key) {
    user.keys().put(key.id(), key);
    keyOwners.put(key.id(), new KeyOwner(account.id(), user.name()));
  }

  void removeKey(User user, String keyId) {
    user.keys().remove(keyId);
    keyOwners.remove(keyId);
  }

  IamAccount account(String accountId) {
    IamAccount account = accounts.get(accountId);
    if (account == null) {
      throw new IllegalStateException("no account " + accountId);
    }
    return account;
  }

  /** The role of this ARN, if it exists. */
  public Optional<AssumableRole> role(String accountId, String arn) {
    IamAccount account = accounts.get(accountId);
    if (account == null) {
      return Optional.empty();
    }
    synchronized (account) {
      return account.roles().values().stream()
          .filter(role -> role.arn().equals(arn))
          .findFirst()
          .map(
              role ->
                  new AssumableRole(
                      accountId,
                      role.name(),
                      role.arn(),
                      role.id(),
                      role.trust().document(),
                      role.maxSessionSeconds(),
                      role.tags()));
    }
  }

  /** The document of a managed policy, as seen from an account. */
  public Optional<StoredPolicy> managedPolicy(String accountId, String arn) {
    IamAccount account = accounts.get(accountId);
    if (account == null) {
      return Optional.empty();
    }
    synchronized (account) {
      return Optional.ofNullable(account.managed(arn));
    }
  }

  /** Whether the role still is the very one it was, not a later one of the same name. */
  public boolean isAlive(Principal.Session session) {
    IamAccount account = accounts.get(session.accountId());
    if (account == null) {
      return false;
    }
    synchronized (account) {
      Role role = account.roles().get(session.roleName());
      return role != null && role.id().equals(session.roleId());
    }
  }

  @Override
  public Optional<AccessKey> find(String accessKeyId) {
    KeyOwner owner = keyOwners.get(accessKeyId);
    if (owner == null) {
      return Optional.empty();
    }
    IamAccount account = account(owner.accountId());
    synchronized (account) {
      User user = account.users().get(owner.user());
      User.Key key = user == null ? null : user.keys().get(accessKeyId);
      if (user == null || key == null || !key.active()) {
        return Optional.empty();
      }
      Principal principal =
          new Principal.User(account.id(), user.arn(), user.id(), user.name(), user.tags());
      return Optional.of(new AccessKey(key.id(), key.secret(), Optional.empty(), principal));
    }
  }

  @Override
  public Grants of(Principal principal) {
    IamAccount account = account(principal.accountId());
    synchronized (account) {
      PolicyHolder holder = holder(account, principal);
      if (holder == null) {
        return new Grants(List.of(), null);
      }
      String boundary = holder.boundary();
      return new Grants(
          account.documents(holder),
          boundary == null ? null : account.requireManaged(boundary).document());
    }
  }

  private static @Nullable PolicyHolder holder(IamAccount account, Principal principal) {
    if (principal instanceof Principal.User user) {
      return account.users().get(user.name());
    }
    if (principal instanceof Principal.Session session) {
      Role role = account.roles().get(session.roleName());
      return role != null && role.id().equals(session.roleId()) ? role : null;
    }
    return null;
  }
}
