package io.leasehold.isolation.testkit.data;

import java.lang.annotation.Annotation;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Attributes of entities, by field or by getter. */
final class Members {

  private Members() {}

  static @Nullable Object get(Object owner, Member member) {
    try {
      if (member instanceof Field field) {
        field.setAccessible(true);
        return field.get(owner);
      }
      Method getter = (Method) member;
      getter.setAccessible(true);
      return getter.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + member, e);
    }
  }

  static void set(Object owner, Member member, @Nullable Object value) {
    try {
      if (member instanceof Field field) {
        field.setAccessible(true);
        field.set(owner, value);
      } else {
        Method setter = setter(member);
        setter.setAccessible(true);
        setter.invoke(owner, value);
      }
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot set " + member, e);
    }
  }

  /** Null, or the number that stands for it. */
  static void clear(Object owner, Member member) {
    Class<?> type = type(member);
    if (!type.isPrimitive()) {
      set(owner, member, null);
    } else {
      set(owner, member, Conversion.to(type, 0).orElse(0));
    }
  }

  static void empty(Object owner, Member member) {
    Class<?> type = type(member);
    if (Set.class.isAssignableFrom(type)) {
      set(owner, member, new HashSet<>());
    } else if (Collection.class.isAssignableFrom(type)) {
      set(owner, member, new ArrayList<>());
    } else if (Map.class.isAssignableFrom(type)) {
      set(owner, member, new HashMap<>());
    }
  }

  static boolean has(Member member, Class<? extends Annotation> annotation) {
    return member instanceof AccessibleObject annotated
        && annotated.isAnnotationPresent(annotation);
  }

  static Object instance(Class<?> type) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      return constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type.getName(), e);
    }
  }

  /** Another one with the same in it. */
  static Object copy(Object original) {
    Object copy = instance(original.getClass());
    for (Class<?> type = original.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (!Modifier.isStatic(field.getModifiers()) && type != Object.class) {
          set(copy, field, get(original, field));
        }
      }
    }
    return copy;
  }

  private static Class<?> type(Member member) {
    return member instanceof Field field ? field.getType() : ((Method) member).getReturnType();
  }

  private static Method setter(Member getter) throws NoSuchMethodException {
    String property = getter.getName().replaceFirst("^(get|is)", "");
    String name = "set" + property.substring(0, 1).toUpperCase(Locale.ROOT) + property.substring(1);
    return getter.getDeclaringClass().getDeclaredMethod(name, type(getter));
  }
}
