/** HotStuff-2 bindings over the contract. */
module io.quorumeter.consensus {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;

    exports io.quorumeter.consensus;
    exports io.quorumeter.consensus.safety;
}
