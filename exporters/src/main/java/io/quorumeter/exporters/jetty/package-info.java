/**
 * The endpoint on Jetty. Everything in here is loaded by {@code JettyLoader}, apart from the rest of the process, so it uses only what is
 * exported to everybody.
 */
@NullMarked
package io.quorumeter.exporters.jetty;

import org.jspecify.annotations.NullMarked;
