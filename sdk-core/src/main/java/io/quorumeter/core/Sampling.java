package io.quorumeter.core;

import io.quorumeter.MetricDescriptor;
import io.quorumeter.Timer;
import io.quorumeter.spi.FamilyDeclaration;
import io.quorumeter.spi.FamilyDeclaration.Options;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Which of a collector's timers and subscriptions to events keep a share only, and how they say so. */
final class Sampling {
    private final double collectorsShare;
    private final long seed;
    private final SelfMetrics self;
    private @Nullable RandomLanes random;

    /** With the share of those that leave it to the collector, and the seed of what is chosen. */
    Sampling(double collectorsShare, long seed, SelfMetrics self) {
        this.collectorsShare = collectorsShare;
        this.seed = seed;
        this.self = self;
    }

    /** The family of a timer with the share that it really keeps. */
    FamilyDeclaration decide(FamilyDeclaration family) {
        return family.options().sampling() == 0 ? with(family, collectorsShare) : family;
    }

    /** Shows which share a family keeps, after {@link #decide} and once it is known to contradict no other declaration. */
    void tell(FamilyDeclaration family) {
        double share = family.options().sampling();
        if (share < 1) {
            self.samplingRatio(family.descriptor().name(), share);
        }
    }

    /** The family of a record by name, which does not say which share it keeps: that of the family that is there. */
    static FamilyDeclaration follow(FamilyDeclaration family, @Nullable FamilyDeclaration known) {
        return known == null || family.kind() != FamilyDeclaration.Kind.TIMER || known.kind() != family.kind()
                ? family
                : with(family, known.options().sampling());
    }

    /** What people are told of a family: as declared, and that its distribution is an estimate when it is one. */
    static MetricDescriptor described(FamilyDeclaration family) {
        MetricDescriptor declared = family.descriptor();
        double share = family.options().sampling();
        if (share == 0 || share == 1) {
            return declared;
        }
        String estimated = "(estimated from " + text(share * 100) + "% of the durations)";
        String help = declared.help().isEmpty() ? estimated : declared.help() + " " + estimated;
        return new MetricDescriptor(declared.name(), help, declared.type(), declared.level(), declared.labelNames());
    }

    private static FamilyDeclaration with(FamilyDeclaration family, double share) {
        Options options = family.options();
        return new FamilyDeclaration(
                family.descriptor(),
                family.kind(),
                family.bounds(),
                family.causes(),
                family.scope(),
                new Options(options.boundsGiven(), share, options.window(), options.quantiles()),
                family.openLabels());
    }

    /** What records into this timer, whose family was decided upon. */
    Timer recorder(LiveTimer timer, FamilyDeclaration family) {
        double share = family.options().sampling();
        return share < 1 ? new SampledTimer(timer, new Sampler(share, random())) : timer;
    }

    /** What chooses a consumer's events, a share above 0 and below 1 of them. */
    Sampler ofEvents(String consumer, double share) {
        self.eventSamplingRatio(consumer, share);
        return new Sampler(share, random());
    }

    private synchronized RandomLanes random() {
        RandomLanes lanes = random;
        if (lanes == null) {
            lanes = new RandomLanes(seed);
            random = lanes;
        }
        return lanes;
    }

    /** A number as people write it, without what a double adds at its end. */
    static String text(double number) {
        return new BigDecimal((float) number + "").stripTrailingZeros().toPlainString();
    }
}
