/** What goes wrong in the product itself, as problem documents. */
@NullMarked
package io.leasehold.labs.problem;

import org.jspecify.annotations.NullMarked;
