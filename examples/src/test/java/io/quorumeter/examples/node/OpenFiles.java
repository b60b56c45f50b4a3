package io.quorumeter.examples.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Finds what is left open by an attempt that fails: many attempts leave many files open then, where others come and go. */
public final class OpenFiles {

    private static final int ATTEMPTS = 40;

    private OpenFiles() {}

    public static void assertNoneAreLeftBy(ThrowingCallable attempt) throws Exception {
        UnixOperatingSystemMXBean system = (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        run(attempt);
        long before = system.getOpenFileDescriptorCount();
        for (int i = 0; i < ATTEMPTS; i++) {
            run(attempt);
        }
        assertThat(system.getOpenFileDescriptorCount() - before).isLessThan(ATTEMPTS);
    }

    private static void run(ThrowingCallable attempt) throws Exception {
        try {
            attempt.call();
        } catch (Exception e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
