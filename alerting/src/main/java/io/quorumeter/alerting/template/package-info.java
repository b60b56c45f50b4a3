/**
 * Templates of labels and annotations, in the language of Go's {@code text/template} with Prometheus' functions. {@code Template} is the
 * entry; a parser makes a tree of {@code Part}s, which a {@code Rendering} walks.
 */
@NullMarked
package io.quorumeter.alerting.template;

import org.jspecify.annotations.NullMarked;
