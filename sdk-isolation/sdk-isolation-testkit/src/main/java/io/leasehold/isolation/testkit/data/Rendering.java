package io.leasehold.isolation.testkit.data;

import io.leasehold.isolation.testkit.data.Answer.Leaf;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.BaseStream;
import org.hibernate.Hibernate;
import org.jspecify.annotations.Nullable;

/** Takes an answer apart, as far as somebody who gets it could. */
final class Rendering {

  private static final int DEEPEST = 8;
  private static final int MOST = 5_000;

  private final List<Leaf> leaves = new ArrayList<>();
  private final Set<Object> open = Collections.newSetFromMap(new IdentityHashMap<>());

  private Rendering() {}

  static List<Leaf> of(@Nullable Object value) throws Exception {
    Rendering rendering = new Rendering();
    rendering.render("", value, 0);
    return rendering.leaves;
  }

  private void render(String path, @Nullable Object value, int depth) throws Exception {
    if (leaves.size() >= MOST || depth > DEEPEST) {
      return;
    }
    if (value == null || isPlain(value)) {
      leaves.add(new Leaf(path, String.valueOf(value)));
    } else if (value instanceof Optional<?> optional) {
      render(path, optional.orElse(null), depth);
    } else if (value instanceof byte[] bytes) {
      leaves.add(new Leaf(path, new String(bytes, StandardCharsets.ISO_8859_1)));
    } else if (value instanceof InputStream stream) {
      leaves.add(new Leaf(path, read(stream)));
    } else if (value instanceof CompletionStage<?> stage) {
      render(path, stage.toCompletableFuture().get(30, TimeUnit.SECONDS), depth);
    } else if (value instanceof Future<?> future) {
      render(path, future.get(30, TimeUnit.SECONDS), depth);
    } else if (open.add(value)) {
      renderParts(path, value, depth + 1);
      open.remove(value);
    }
  }

  private void renderParts(String path, Object value, int depth) throws Exception {
    if (value instanceof BaseStream<?, ?> stream) {
      try (stream) {
        renderAll(path, stream.iterator(), depth);
      }
    } else if (value instanceof Map<?, ?> map) {
      if (present(map)) {
        for (Map.Entry<?, ?> entry : List.copyOf(map.entrySet())) {
          render(path + "{key}", entry.getKey(), depth);
          render(path + "{" + entry.getKey() + "}", entry.getValue(), depth);
        }
      }
    } else if (value instanceof Iterable<?> all) {
      if (present(all)) {
        renderAll(path, all.iterator(), depth);
      }
    } else if (value instanceof Iterator<?> all) {
      renderAll(path, all, depth);
    } else if (value.getClass().isArray()) {
      for (int i = 0; i < Array.getLength(value); i++) {
        render(path + "[" + i + "]", Array.get(value, i), depth);
      }
    } else if (present(value)) {
      renderFields(path, Hibernate.unproxy(value), depth);
    }
  }

  // What is loaded when somebody looks at it may be loaded here; if it cannot be, there is nothing.
  private boolean present(Object value) {
    try {
      Hibernate.initialize(value);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private void renderAll(String path, Iterator<?> all, int depth) throws Exception {
    for (int i = 0; all.hasNext() && leaves.size() < MOST; i++) {
      render(path + "[" + i + "]", all.next(), depth);
    }
  }

  private void renderFields(String path, Object value, int depth) throws Exception {
    Class<?> type = value.getClass();
    if (type.getName().startsWith("java.") || type.isSynthetic() || type.isHidden()) {
      leaves.add(new Leaf(path, value.toString()));
      return;
    }
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
      for (Field field : part.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()) {
          try {
            field.setAccessible(true);
          } catch (InaccessibleObjectException closed) {
            leaves.add(new Leaf(path, value.toString()));
            return;
          }
          render(prefix + field.getName(), field.get(value), depth);
        }
      }
    }
  }

  private static boolean isPlain(Object value) {
    return value instanceof CharSequence
        || value instanceof Number
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>
        || value instanceof UUID
        || value instanceof Date
        || value instanceof TemporalAccessor
        || value instanceof Class<?>;
  }

  private static String read(InputStream stream) {
    try (stream) {
      return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
