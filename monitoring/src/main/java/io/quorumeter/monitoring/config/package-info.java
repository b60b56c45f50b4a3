/** The configuration of a monitoring system: one file, and the environment. */
@NullMarked
package io.quorumeter.monitoring.config;

import org.jspecify.annotations.NullMarked;
