package io.leasehold.isolation.catalogue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads the text form of a catalogue. What it does not understand is an error. */
final class CatalogueReader {

  private final Map<String, String> head = new HashMap<>();
  private final List<ConditionKey> globalKeys = new ArrayList<>();
  private final SortedMap<String, CatalogueService> services = new TreeMap<>();
  private String service = "";
  private SortedMap<String, ConditionKey> keys = new TreeMap<>();
  private SortedMap<String, ResourceType> types = new TreeMap<>();
  private SortedMap<String, CatalogueAction> actions = new TreeMap<>();

  private CatalogueReader() {}

  static ActionCatalogue read(String text) {
    CatalogueReader reader = new CatalogueReader();
    text.lines().filter(line -> !line.isEmpty() && line.charAt(0) != '#').forEach(reader::line);
    reader.endService();
    if (!reader.need("format").equals("1")) {
      throw new IllegalArgumentException("a catalogue of another format than 1");
    }
    return new ActionCatalogue(
        reader.need("source"),
        reader.need("version"),
        reader.need("updated"),
        reader.globalKeys,
        reader.services);
  }

  private String need(String field) {
    String value = head.get(field);
    if (value == null) {
      throw new IllegalArgumentException("a catalogue names its " + field);
    }
    return value;
  }

  private void line(String line) {
    String[] fields = line.split("\t", -1);
    switch (fields[0]) {
      case "format", "source", "version", "updated", "licence" ->
          head.put(fields[0], at(fields, 1));
      case "global" -> globalKeys.add(new ConditionKey(at(fields, 2), at(fields, 1)));
      case "service" -> startService(at(fields, 1));
      case "key" -> keys.put(at(fields, 2), new ConditionKey(at(fields, 2), at(fields, 1)));
      case "resource" ->
          types.put(
              at(fields, 1), new ResourceType(at(fields, 1), at(fields, 2), names(fields, 3)));
      case "action" -> actions.put(at(fields, 2).toLowerCase(Locale.ROOT), action(fields));
      default -> throw new IllegalArgumentException("no line of a catalogue: " + line);
    }
  }

  private CatalogueAction action(String[] fields) {
    List<ResourceType> possible = new ArrayList<>();
    List<String> required = new ArrayList<>();
    String named = fields.length > 3 ? fields[3] : "";
    for (String type : named.isEmpty() ? new String[0] : named.split(",", -1)) {
      boolean isRequired = type.endsWith("!");
      String name = isRequired ? type.substring(0, type.length() - 1) : type;
      ResourceType known = types.get(name);
      if (known == null) {
        throw new IllegalArgumentException(at(fields, 2) + " names no resource type: " + name);
      }
      possible.add(known);
      if (isRequired) {
        required.add(name);
      }
    }
    return new CatalogueAction(
        service + ":" + at(fields, 2), at(fields, 1), possible, required, names(fields, 4));
  }

  private void startService(String prefix) {
    endService();
    service = prefix;
    keys = new TreeMap<>();
    types = new TreeMap<>();
    actions = new TreeMap<>();
  }

  private void endService() {
    if (!service.isEmpty()) {
      services.put(service, new CatalogueService(service, keys, types, actions));
    }
  }

  private static String at(String[] fields, int index) {
    if (index >= fields.length || fields[index].isEmpty()) {
      throw new IllegalArgumentException("an incomplete line: " + String.join(" ", fields));
    }
    return fields[index];
  }

  /** A list of keys, which are all declared. */
  private List<String> names(String[] fields, int index) {
    if (index >= fields.length || fields[index].isEmpty()) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    for (String shortened : fields[index].split(" ", -1)) {
      String name = shortened.startsWith("~") ? service + ":" + shortened.substring(1) : shortened;
      ConditionKey known = keys.get(name);
      if (known == null) {
        throw new IllegalArgumentException(at(fields, 1) + " names no condition key: " + name);
      }
      // The one text for all actions: some thousand names would be kept several times.
      names.add(known.name());
    }
    return names;
  }
}
