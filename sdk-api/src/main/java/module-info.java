/** The contract of Quorumeter. It needs nothing at run time but the JDK. */
module io.quorumeter.api {
    requires static transitive org.jspecify;
}
