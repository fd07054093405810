/**
 * Runs the labs product on one machine. {@link io.leasehold.labs.demo.Demo} is the command; {@link
 * io.leasehold.labs.demo.LabsEnvironment} is the same thing for tests.
 */
@NullMarked
package io.leasehold.labs.demo;

import org.jspecify.annotations.NullMarked;
