# What does this machine lack? Sourced by ./demo and ./verify, which both need a JDK and Maven.

# The feature version of the JDK in use, JAVA_HOME's before the PATH's; 0 where java or javac is missing.
jdk_version() {
    local bin=${JAVA_HOME:+$JAVA_HOME/bin/} version
    if ! command -v "${bin}java" >/dev/null || ! command -v "${bin}javac" >/dev/null; then
        echo 0
        return
    fi
    version=$("${bin}java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java\.specification\.version = //p')
    echo "${version%%.*}"
}

# The Debian packages, each after a space, that bring what is missing of a JDK 17 or newer and Maven.
missing_toolchain() {
    local version
    version=$(jdk_version)
    if [ "${version:-0}" -lt 17 ]; then printf ' openjdk-17-jdk-headless'; fi
    if ! command -v mvn >/dev/null; then printf ' maven'; fi
}

# The one line to type for the packages given.
install_line() {
    echo "apt-get update && apt-get install -y --no-install-recommends $*"
}
