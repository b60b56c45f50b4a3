package io.quorumeter.examples.demo;

/** What the user gave cannot be done: the message is the one line that says why and what would be right. */
final class BadInputException extends Exception {

    private static final long serialVersionUID = 1L;

    BadInputException(String message) {
        super(message);
    }
}
