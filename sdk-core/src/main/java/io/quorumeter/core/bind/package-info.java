/**
 * Bindings of what any service has: executors, queues and the components that it calls. Each counts and times what passes through it
 * under the families of one catalogue, labelled by the name that it is bound under.
 */
@NullMarked
package io.quorumeter.core.bind;

import org.jspecify.annotations.NullMarked;
