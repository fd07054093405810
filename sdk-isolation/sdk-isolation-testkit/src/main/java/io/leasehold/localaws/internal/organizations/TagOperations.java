package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.wire.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Tags of accounts, units and policies. */
final class TagOperations {

  private final Organization organization;

  TagOperations(Organization organization) {
    this.organization = organization;
  }

  Map<String, OrgOperation> operations() {
    Function<ObjectNode, List<String>> target =
        input -> List.of(organization.arnOf(input.path("ResourceId").asText("")));
    return Map.of(
        "TagResource", new OrgOperation(target, this::tag),
        "UntagResource", new OrgOperation(target, this::untag),
        "ListTagsForResource", new OrgOperation(target, this::list));
  }

  /** The tags in the member {@code Tags} of an input. */
  static Map<String, String> read(ObjectNode input) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (JsonNode tag : input.path("Tags")) {
      if (tags.put(tag.path("Key").asText(), tag.path("Value").asText()) != null) {
        throw OrgErrors.invalidInput("DUPLICATE_TAG_KEY", "a tag key is given twice");
      }
    }
    return tags;
  }

  private ObjectNode tag(ObjectNode input) {
    Map<String, String> tags = tags(input);
    Map<String, String> more = read(input);
    tags.putAll(more);
    if (tags.size() > 50) {
      more.keySet().forEach(tags::remove);
      throw OrgErrors.constraint("MAX_TAG_LIMIT_EXCEEDED", "a resource has at most 50 tags");
    }
    return Json.object();
  }

  private ObjectNode untag(ObjectNode input) {
    Map<String, String> tags = tags(input);
    for (JsonNode key : input.path("TagKeys")) {
      tags.remove(key.asText());
    }
    return Json.object();
  }

  private ObjectNode list(ObjectNode input) {
    return Page.of(
        input,
        "Tags",
        List.copyOf(tags(input).entrySet()),
        tag -> Json.object().put("Key", tag.getKey()).put("Value", tag.getValue()));
  }

  private Map<String, String> tags(ObjectNode input) {
    String id = input.path("ResourceId").asText("");
    if (!organization.isTarget(id) && !organization.policies().containsKey(id)) {
      throw OrgErrors.targetNotFound();
    }
    return organization.tagsOf(id);
  }
}
