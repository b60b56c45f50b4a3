package io.quorumeter.storage;

/** What a state root was compared with. */
public enum RootSource {
    /** A root that this node computed or agreed to before. */
    SELF,
    /** The root that peers agree on. */
    PEERS
}
