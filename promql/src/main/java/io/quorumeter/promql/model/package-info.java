/** What goes into a query and what comes out of it: series with their labels and samples, answers, and errors. */
@NullMarked
package io.quorumeter.promql.model;

import org.jspecify.annotations.NullMarked;
