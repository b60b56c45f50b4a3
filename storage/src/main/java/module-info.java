/** Storage bindings over the contract. */
module io.quorumeter.storage {
    requires static org.jspecify;
    requires static com.google.common;
    requires transitive io.quorumeter.api;

    exports io.quorumeter.storage;
}
