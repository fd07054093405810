/** What every part stands on: configuration, databases, start-up, health. */
@NullMarked
package io.leasehold.labs.platform;

import org.jspecify.annotations.NullMarked;
