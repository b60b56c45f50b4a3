/** Storage bindings over the contract. */
module io.quorumeter.storage {
    requires static transitive org.jspecify;
    requires transitive io.quorumeter.api;

    exports io.quorumeter.storage;
}
