package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.access.Ids;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Users and their access keys. */
final class UserOperations {

  private static final int MOST_KEYS = 2;

  private final IamWorld world;
  private final Clock clock;

  UserOperations(IamWorld world, Clock clock) {
    this.world = world;
    this.clock = clock;
  }

  Map<String, IamOperation> operations() {
    Map<String, IamOperation> operations = new HashMap<>();
    operations.put(
        "CreateUser",
        new IamOperation(
            (a, f) -> a.arn("user", IamInput.path(f), IamInput.required(f, "UserName")),
            this::create));
    operations.put("GetUser", new IamOperation(UserOperations::arn, this::get));
    operations.put("DeleteUser", new IamOperation(UserOperations::arn, this::delete));
    operations.put("ListUsers", new IamOperation((a, f) -> a.arn("user", "/", ""), this::list));
    operations.put("ListGroupsForUser", new IamOperation(UserOperations::arn, this::listGroups));
    operations.put(
        "DeleteLoginProfile", new IamOperation(UserOperations::arn, this::deleteLoginProfile));
    operations.put("CreateAccessKey", new IamOperation(UserOperations::arn, this::createKey));
    operations.put("UpdateAccessKey", new IamOperation(UserOperations::arn, this::updateKey));
    operations.put("DeleteAccessKey", new IamOperation(UserOperations::arn, this::deleteKey));
    operations.put("ListAccessKeys", new IamOperation(UserOperations::arn, this::listKeys));
    return operations;
  }

  /** The ARN of the named user; without its path if there is no such user. */
  static String arn(IamAccount account, Parameters form) {
    String name = IamInput.required(form, "UserName");
    User user = account.users().get(name);
    return user == null ? account.arn("user", "/", name) : user.arn();
  }

  private Consumer<Xml> create(IamAccount account, Parameters form) {
    String name = IamInput.name(form, "UserName", 64);
    if (account.users().keySet().stream().anyMatch(name::equalsIgnoreCase)) {
      throw IamInput.exists("User with name " + name);
    }
    String path = IamInput.path(form);
    User user =
        new User(name, Ids.unique("AIDA"), path, account.arn("user", path, name), clock.instant());
    form.find("PermissionsBoundary")
        .ifPresent(
            boundary -> {
              account.requireManaged(boundary);
              user.boundary(boundary);
            });
    user.tags().putAll(IamInput.tags(form));
    account.users().put(name, user);
    return xml -> xml.element("User", u -> write(u, user));
  }

  private Consumer<Xml> get(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    return xml -> xml.element("User", u -> write(u, user));
  }

  private Consumer<Xml> delete(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    if (!user.keys().isEmpty()) {
      throw IamInput.conflict("Cannot delete entity, must delete access keys first.");
    }
    if (!user.attached().isEmpty() || !user.inline().isEmpty()) {
      throw IamInput.conflict("Cannot delete entity, must detach all policies first.");
    }
    account.users().remove(user.name());
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> list(IamAccount account, Parameters form) {
    String prefix = form.find("PathPrefix").orElse("/");
    List<User> users =
        account.users().values().stream().filter(u -> u.path().startsWith(prefix)).toList();
    return IamInput.page(form, "Users", users, UserOperations::writeListed);
  }

  // There is nothing here that makes groups.
  private Consumer<Xml> listGroups(IamAccount account, Parameters form) {
    account.user(IamInput.required(form, "UserName"));
    return IamInput.page(form, "Groups", List.<String>of(), Xml::value);
  }

  // Nor passwords.
  private Consumer<Xml> deleteLoginProfile(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    throw IamAccount.missing("Login Profile for User " + user.name() + " cannot be found.");
  }

  private Consumer<Xml> createKey(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    if (user.keys().size() >= MOST_KEYS) {
      throw new AwsException(
          409, "LimitExceeded", "Cannot exceed quota for AccessKeysPerUser: " + MOST_KEYS);
    }
    User.Key key = new User.Key(Ids.unique("AKIA"), Ids.secret(), clock.instant(), true);
    world.addKey(account, user, key);
    return xml ->
        xml.element(
            "AccessKey",
            k -> {
              writeKey(k, user, key);
              k.text("SecretAccessKey", key.secret());
            });
  }

  private Consumer<Xml> updateKey(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    User.Key key = key(user, form);
    boolean active = IamInput.required(form, "Status").equals("Active");
    world.addKey(account, user, new User.Key(key.id(), key.secret(), key.created(), active));
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> deleteKey(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    world.removeKey(user, key(user, form).id());
    return IamOperation.NOTHING;
  }

  private Consumer<Xml> listKeys(IamAccount account, Parameters form) {
    User user = account.user(IamInput.required(form, "UserName"));
    return IamInput.page(
        form,
        "AccessKeyMetadata",
        List.copyOf(user.keys().values()),
        (xml, key) -> writeKey(xml, user, key));
  }

  private static User.Key key(User user, Parameters form) {
    String id = IamInput.required(form, "AccessKeyId");
    User.Key key = user.keys().get(id);
    if (key == null) {
      throw IamAccount.missing("The Access Key with id " + id + " cannot be found.");
    }
    return key;
  }

  private static void write(Xml xml, User user) {
    writeListed(xml, user);
    String boundary = user.boundary();
    if (boundary != null) {
      xml.element(
          "PermissionsBoundary",
          b ->
              b.text("PermissionsBoundaryType", "Policy").text("PermissionsBoundaryArn", boundary));
    }
    IamInput.writeTags(xml, user.tags());
  }

  // A list tells neither boundary nor tags, on AWS as well.
  private static void writeListed(Xml xml, User user) {
    xml.text("Path", user.path())
        .text("UserName", user.name())
        .text("UserId", user.id())
        .text("Arn", user.arn())
        .time("CreateDate", user.created());
  }

  private static void writeKey(Xml xml, User user, User.Key key) {
    xml.text("UserName", user.name())
        .text("AccessKeyId", key.id())
        .text("Status", key.active() ? "Active" : "Inactive")
        .time("CreateDate", key.created());
  }
}
