package io.leasehold.isolation.testkit.data;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import org.jspecify.annotations.Nullable;

/**
 * A place for an argument.
 *
 * @param name of the parameter
 * @param type of the parameter; {@code Object} if nobody says
 * @param about the name of the entity that the whole call is about, if it is known
 */
record Slot(String name, Type type, @Nullable String about) {

  Slot of(Type other) {
    return new Slot(name, other, about);
  }

  Class<?> raw() {
    return raw(type);
  }

  static Class<?> raw(Type type) {
    if (type instanceof Class<?> plain) {
      return plain;
    }
    if (type instanceof ParameterizedType generic) {
      return raw(generic.getRawType());
    }
    if (type instanceof WildcardType any) {
      return raw(any.getUpperBounds()[0]);
    }
    if (type instanceof TypeVariable<?> variable) {
      return raw(variable.getBounds()[0]);
    }
    if (type instanceof GenericArrayType array) {
      return raw(array.getGenericComponentType()).arrayType();
    }
    return Object.class;
  }

  /** What is in a collection of this type. */
  Type element() {
    Class<?> raw = raw();
    if (raw.isArray()) {
      return raw.getComponentType();
    }
    return type instanceof ParameterizedType generic
        ? generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1]
        : Object.class;
  }
}
