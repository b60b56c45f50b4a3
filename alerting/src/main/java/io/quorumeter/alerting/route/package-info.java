/**
 * Where alerts go. {@code RoutingFile} is Alertmanager's configuration as an operator writes it: a tree of {@code Route}s, rules of
 * inhibition and intervals of time. {@code Dispatcher} turns alerts that begin and end into {@code Notice}s for receivers, and {@code
 * Silences} keep some back.
 */
@NullMarked
package io.quorumeter.alerting.route;

import org.jspecify.annotations.NullMarked;
