package io.quorumeter.examples.demo;

import io.quorumeter.examples.node.identity.ValidatorKeys;
import io.quorumeter.examples.node.identity.ValidatorSet;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/** The file that says to which validator set a data folder belongs: a line for the network, then a line for each validator. */
final class ValidatorsFile {

    static final String NAME = "validators";

    private ValidatorsFile() {}

    static void write(Path folder, ValidatorSet validators) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("network " + validators.networkName());
        for (PublicKey key : validators.keys()) {
            lines.add("validator " + ValidatorKeys.toText(key));
        }
        Files.write(folder.resolve(NAME), lines);
    }

    static ValidatorSet read(Path folder) throws IOException, BadInputException {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(NAME));
            List<PublicKey> keys = new ArrayList<>();
            for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
                if (!line.startsWith("validator ")) {
                    throw new IllegalArgumentException(line);
                }
                keys.add(ValidatorKeys.publicKey(line.substring("validator ".length())));
            }
            ValidatorSet validators = new ValidatorSet(keys);
            if (lines.isEmpty() || !lines.get(0).equals("network " + validators.networkName())) {
                throw new IllegalArgumentException("network");
            }
            return validators;
        } catch (IllegalArgumentException | MalformedInputException e) {
            throw new BadInputException("--data " + folder + ": the file '" + NAME + "' in it is damaged");
        }
    }
}
