package io.quorumeter.storage;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.essential;

import io.quorumeter.binding.Catalogued;
import io.quorumeter.binding.CheckpointGauges.Half;
import io.quorumeter.binding.CheckpointGauges.Slot;
import io.quorumeter.binding.Family;

/** The catalogue of the families of stores and of the state. */
public enum StorageFamily implements Catalogued {
    /** What was asked of the stores. */
    OPERATIONS(essential(COUNTER, "storage_operations_total", "Operations on a store, by result.")
            .open("store")
            .by("operation", StorageOperation.class)
            .by("result", StorageResult.class)),
    /** Durability. */
    SYNC(essential(HISTOGRAM, "storage_sync_seconds", "Time to make what was written to a store durable.")
            .open("store")),
    /** Room taken. */
    SIZE(essential(GAUGE, "storage_size_bytes", "Size of a store on disk.").open("store")),
    /** Room left. */
    AVAILABLE(essential(GAUGE, "storage_available_bytes", "Free space on the volume of the stores.")),
    /** Failures. */
    ERRORS(essential(COUNTER, "storage_errors_total", "Failed operations on the stores, by what failed and why.")
            .by("operation", FailedOperation.class)
            .by("kind", FailureKind.class)),

    /** How far the state is. */
    EXECUTED_HEIGHT(
            essential(
                    GAUGE,
                    "state_executed_height",
                    "Height of the last block applied to the state; its distance from the committed height is the execution lag.")),
    /** Blocks applied. */
    TRANSITIONS(essential(COUNTER, "state_transitions_total", "Blocks applied to the state, by result.")
            .by("result", TransitionResult.class)),
    /** Duration of applying. */
    TRANSITION(essential(HISTOGRAM, "state_transition_seconds", "Time to apply a block to the state.")),
    /** Divergence. */
    ROOT_MISMATCHES(essential(
                    COUNTER,
                    "state_root_mismatches_total",
                    "Blocks after which the own state root was not the agreed one.")
            .by("source", RootSource.class)),
    /** Heights of the state's fingerprints. */
    CHECKPOINT_HEIGHT(
            essential(GAUGE, "state_checkpoint_height", "Height after which the fingerprint of the slot was taken.")
                    .by("slot", Slot.class)),
    /** Fingerprints of the state. */
    CHECKPOINT_FINGERPRINT(essential(
                    GAUGE,
                    "state_checkpoint_fingerprint",
                    "First 96 bits of the state root at the checkpoint height of the slot, in two halves of 48 bits.")
            .by("slot", Slot.class)
            .by("half", Half.class));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    StorageFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
