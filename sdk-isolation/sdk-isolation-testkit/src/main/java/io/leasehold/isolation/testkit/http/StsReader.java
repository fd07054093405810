package io.leasehold.isolation.testkit.http;

import io.leasehold.localaws.internal.wire.Parameters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** AWS STS: the role that is assumed. Whether the role trusts the caller is not looked at. */
final class StsReader {

  private static final Pattern ROLE = Pattern.compile("role/[A-Za-z0-9_+=,.@/-]{1,512}");

  private StsReader() {}

  static ServiceReader create() {
    Map<String, QueryReader.Operation> operations = new HashMap<>();
    operations.put("AssumeRole", (request, form) -> assume(form));
    // Needs no permission, on AWS as well: even a denied caller may ask who it is.
    operations.put("GetCallerIdentity", (request, form) -> List.of());
    return new QueryReader("sts", "https://sts.amazonaws.com/doc/2011-06-15/", operations);
  }

  private static List<Need> assume(Parameters form) {
    String role = Arns.require(form.find("RoleArn").orElse(""), "iam", ROLE);
    Map<String, String> tags = new HashMap<>();
    for (int i = 1; form.has("Tags.member." + i + ".Key"); i++) {
      tags.put(
          form.find("Tags.member." + i + ".Key").orElse(""),
          form.find("Tags.member." + i + ".Value").orElse(""));
    }
    List<String> transitive = form.members("TransitiveTagKeys");
    if (named(form, "Tags.") != 2L * tags.size()
        || named(form, "TransitiveTagKeys.") != transitive.size()) {
      throw new Unreadable("its tags are not numbered from one, or have a key twice");
    }
    List<Need> needs = new ArrayList<>();
    needs.add(add(Need.of("sts:AssumeRole", role), form, tags));
    if (!tags.isEmpty()) {
      needs.add(add(Need.of("sts:TagSession", role), form, tags));
    }
    if (form.has("SourceIdentity")) {
      needs.add(add(Need.of("sts:SetSourceIdentity", role), form, tags));
    }
    return needs;
  }

  private static long named(Parameters form, String prefix) {
    return form.all().stream().filter(one -> one.name().startsWith(prefix)).count();
  }

  private static Need add(Need need, Parameters form, Map<String, String> tags) {
    need.with("sts:RoleSessionName", form.find("RoleSessionName"))
        .with("sts:ExternalId", form.find("ExternalId"))
        .with("sts:SourceIdentity", form.find("SourceIdentity"))
        .with("sts:TransitiveTagKeys", form.members("TransitiveTagKeys"))
        .with("aws:TagKeys", List.copyOf(tags.keySet()))
        .without("aws:RequestTag/*");
    tags.forEach((key, value) -> need.with("aws:RequestTag/" + key, value));
    return need;
  }
}
