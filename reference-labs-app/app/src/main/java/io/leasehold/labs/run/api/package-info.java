/** Lab runs and operations over HTTP. */
@NullMarked
package io.leasehold.labs.run.api;

import org.jspecify.annotations.NullMarked;
