# What does this machine lack, or name wrongly? Sourced by all scripts that need a JDK and Maven.

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

# What is wrong with JAVA_HOME, and what to do; nothing where it names a JDK 17 or newer, or is not set: no package mends it.
java_home_fault() {
    local fault= version
    if [ -z "${JAVA_HOME:-}" ]; then return; fi
    if [ ! -e "$JAVA_HOME" ]; then
        fault="which is not there"
    elif [ ! -d "$JAVA_HOME" ]; then
        fault="which is not a folder"
    elif [ ! -x "$JAVA_HOME/bin/java" ]; then
        fault="which has no bin/java"
    elif [ ! -x "$JAVA_HOME/bin/javac" ]; then
        fault="which has no bin/javac"
    else
        version=$(jdk_version)
        if [ "${version:-0}" -lt 17 ]; then fault="a JDK ${version:-whose java does not run}"; fi
    fi
    if [ -n "$fault" ]; then echo "JAVA_HOME is $JAVA_HOME, $fault: set it to a JDK 17 or newer, or unset JAVA_HOME"; fi
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
