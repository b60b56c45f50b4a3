/**
 * One HTTP endpoint for everything that a node shows: handlers are mounted on paths, and the endpoint keeps clients within limits,
 * checks who they are, and changes nothing of the process around it. {@link io.quorumeter.exporters.PrometheusExporter} and the
 * monitoring system mount their handlers here; a program may mount its own.
 */
@NullMarked
package io.quorumeter.exporters.http;

import org.jspecify.annotations.NullMarked;
