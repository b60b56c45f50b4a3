/** Network bindings over the contract. */
module io.quorumeter.network {
    requires static transitive org.jspecify;
    requires transitive io.quorumeter.api;

    exports io.quorumeter.network;
}
