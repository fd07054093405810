/** The AWS of the demo: the simulator, and what the product needs to find in AWS. */
@NullMarked
package io.leasehold.labs.demo.cloud;

import org.jspecify.annotations.NullMarked;
