package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * One operation of Organizations.
 *
 * @param resources the ARNs the caller needs permission for
 * @param action what it does, run inside the monitor of the organization
 */
record OrgOperation(
    Function<ObjectNode, List<String>> resources, Function<ObjectNode, ObjectNode> action) {}
