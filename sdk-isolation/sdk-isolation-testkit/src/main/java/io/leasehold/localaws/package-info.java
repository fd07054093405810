/**
 * A simulator of AWS for tests and demos: {@link io.leasehold.localaws.LocalAws} in this process,
 * {@link io.leasehold.localaws.LocalAwsMain} as one of its own.
 *
 * <p>Unmodified AWS SDK clients talk to it over HTTP. It is strict where other emulators are
 * lenient: signatures are verified, policies of all levels are enforced, limits hold. It never
 * contacts AWS, and it says that it is a simulator.
 */
@NullMarked
package io.leasehold.localaws;

import org.jspecify.annotations.NullMarked;
