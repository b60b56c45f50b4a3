/** Network bindings over the contract. */
module io.quorumeter.network {
    requires static org.jspecify;
    requires transitive io.quorumeter.api;

    exports io.quorumeter.network;
}
