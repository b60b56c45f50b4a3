package io.quorumeter.benchmarks.recording;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** How every record is measured: the time of one, in short iterations, because each takes nanoseconds. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(time = 300, timeUnit = TimeUnit.MILLISECONDS)
abstract class Recording {}
