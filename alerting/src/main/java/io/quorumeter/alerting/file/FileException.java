package io.quorumeter.alerting.file;

import java.util.List;

/** A file is wrong: each of its mistakes with file, line, column, and what would be right. */
public final class FileException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, a line each. */
    private final List<String> mistakes;

    /**
     * Creates an exception about one mistake or more.
     *
     * @param mistakes each begins with the place: {@code rules.yml:12:9: }
     */
    public FileException(List<String> mistakes) {
        super(String.join(System.lineSeparator(), mistakes));
        this.mistakes = List.copyOf(mistakes);
    }

    FileException(String mistake) {
        this(List.of(mistake));
    }

    /** {@return what is wrong, a line each, in the order of the file} */
    public List<String> mistakes() {
        return mistakes;
    }
}
