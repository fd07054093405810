package io.leasehold.isolation.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What changed from one catalogue to another, for the services that the older one has. Immutable.
 *
 * @param from the older one
 * @param to the newer one
 * @param changes one a line: {@code +} or {@code -} and what came or went, or {@code ~} and what
 *     changed
 */
public record CatalogueDrift(String from, String to, List<String> changes) {

  /** Copies. */
  public CatalogueDrift {
    changes = List.copyOf(changes);
  }

  /** Compares. */
  public static CatalogueDrift between(ActionCatalogue older, ActionCatalogue newer) {
    SortedMap<String, String> before = new TreeMap<>();
    SortedMap<String, String> after = new TreeMap<>();
    older.services().keySet().forEach(service -> describe(older, service, before));
    older.services().keySet().forEach(service -> describe(newer, service, after));
    older.globalKeys().forEach(key -> before.put("global key " + key.name(), key.type()));
    newer.globalKeys().forEach(key -> after.put("global key " + key.name(), key.type()));
    TreeSet<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    List<String> changes = new ArrayList<>();
    for (String thing : all) {
      String was = before.get(thing);
      String is = after.get(thing);
      if (was == null) {
        changes.add("+ " + thing + ": " + is);
      } else if (is == null) {
        changes.add("- " + thing + ": " + was);
      } else if (!was.equals(is)) {
        changes.add("~ " + thing + ": " + was + " -> " + is);
      }
    }
    return new CatalogueDrift(older.id(), newer.id(), changes);
  }

  private static void describe(
      ActionCatalogue catalogue, String prefix, SortedMap<String, String> things) {
    CatalogueService service = catalogue.services().get(prefix);
    if (service == null) {
      return;
    }
    service.keys().values().forEach(k -> things.put(prefix + " key " + k.name(), k.type()));
    service
        .resourceTypes()
        .values()
        .forEach(type -> things.put(prefix + " resource " + type.name(), text(type)));
    service
        .actions()
        .values()
        .forEach(action -> things.put(prefix + " action " + action.name(), text(action)));
  }

  private static String text(ResourceType type) {
    return type.arn() + " keys " + type.keys();
  }

  private static String text(CatalogueAction action) {
    return "%s on %s keys %s"
        .formatted(
            action.accessLevel(),
            action.resourceTypes().stream().map(ResourceType::name).toList(),
            action.keys());
  }
}
