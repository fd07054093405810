package io.leasehold.isolation.testkit.data;

import java.lang.reflect.Type;

/**
 * An argument that has to be found.
 *
 * @param target for what, as its test is called
 * @param name of the parameter, or {@code arg0} and so on where the compiler left none
 * @param type of the parameter
 */
public record WantedArgument(String target, String name, Type type) {}
