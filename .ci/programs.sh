# Builds what ./demo and ./quorumeter run, whenever the sources are newer than what was built; both source this, after they set $home and
# $program, their name in messages. Sets $built, the folder with all jars. Exit code 3: this machine lacks packages or JAVA_HOME is wrong, or
# the build failed.
. "$home/.ci/toolchain.sh"

built=$home/examples/target/demo

fault=$(java_home_fault)
if [ -n "$fault" ]; then
    echo "$program: nothing was run, $fault" >&2
    exit 3
fi

missing=$(missing_toolchain)
if [ -n "$missing" ]; then
    echo "$program: nothing was run, this machine lacks$missing" >&2
    echo "$program: as root, type: $(install_line $missing)" >&2
    exit 3
fi

# Folders count too: one that lost a file is newer than the build that still had it.
is_up_to_date() {
    [ -e "$built/complete" ] && [ -z "$(cd "$home" && find pom.xml .mvn ./*/pom.xml ./*/src/main -newer "$built/complete" -print -quit)" ]
}

# Shows how far Maven is, from what it adds to its log while it works: a line for each module, and one each ten seconds while it downloads.
show_progress() {
    local maven=$1 line= more module= files=0 shown=0 next=0 alive=true
    while $alive; do
        kill -0 "$maven" 2>/dev/null || alive=false
        while IFS= read -r more || { line+=$more && false; }; do
            line+=$more
            if [[ $line =~ Building\ (.*::\ )?([^ ]+)\ .*\[([0-9]+)/([0-9]+)\]$ ]]; then
                module=${BASH_REMATCH[2]}
                echo "$program: building ${BASH_REMATCH[3]} of ${BASH_REMATCH[4]}: $module" >&2
            elif [[ $line == *'Downloaded from '* ]]; then
                files=$((files + 1))
            fi
            line=
        done
        if [ $files -gt $shown ] && [ $SECONDS -ge $next ]; then
            echo "$program: downloading${module:+ for $module}, files so far: $files" >&2
            shown=$files
            next=$((SECONDS + 10))
        fi
        if $alive; then sleep 0.2; fi
    done
}

# Ends the build, of which two must not go on in the same folders.
interrupted() {
    if [ -n "$maven" ]; then
        kill "$maven" 2>/dev/null || true
        wait "$maven" || true
    fi
    rm -f "$log"
    echo "$program: nothing was run, the build was interrupted" >&2
    exit "$1"
}

build() {
    local log maven=
    log=$(mktemp)
    echo "$program: building; the first time Maven downloads what it builds with, which takes some minutes" >&2
    rm -rf "$built"
    trap 'interrupted 129' HUP
    trap 'interrupted 130' INT
    trap 'interrupted 143' TERM
    (cd "$home" && exec mvn --batch-mode -Dstyle.color=never -P demo -pl examples -am package \
        -Dmaven.test.skip=true -Dspotless.check.skip -Dmaven.javadoc.skip -Dmaven.source.skip) >"$log" 2>&1 </dev/null &
    maven=$!
    show_progress "$maven" <"$log"
    if ! { wait "$maven" && cp "$home"/examples/target/quorumeter-examples-*.jar "$built/" 2>>"$log"; }; then
        sed '/^\[INFO\] Download[a-z]* from /d' "$log" >&2
        rm -f "$log"
        echo "$program: nothing was run, the build failed" >&2
        exit 3
    fi
    trap - HUP INT TERM
    rm -f "$log"
    touch "$built/complete"
}

if ! is_up_to_date; then
    # Two programs started at once build one after the other; the second then finds that nothing is left to do.
    mkdir -p "$home/examples/target"
    exec 9>"$home/examples/target/demo.lock"
    if command -v flock >/dev/null && ! flock --nonblock 9; then
        echo "$program: another program is building, waiting for it" >&2
        flock 9
    fi
    if ! is_up_to_date; then build; fi
    exec 9>&-
fi
