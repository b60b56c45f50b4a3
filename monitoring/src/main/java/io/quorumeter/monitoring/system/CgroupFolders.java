package io.quorumeter.monitoring.system;

import io.quorumeter.monitoring.system.SystemFamilies.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the control group of the process: in a folder of the controller where version 1 has that, otherwise in the one of version 2. */
final class CgroupFolders {
    private static final String MOUNT = "sys/fs/cgroup";

    private final Kernel kernel;

    /** The path of the group by controller, that of version 2 by an empty name. */
    private final Map<String, String> groups = new HashMap<>();

    CgroupFolders(Kernel kernel) {
        this.kernel = kernel;
        KernelFile file = kernel.optional(Part.CGROUP, "proc/self/cgroup");
        if (file.read()) {
            Scan text = file.text();
            while (text.nextLine()) {
                String[] fields = text.lineText().split(":", 3);
                for (String controller : fields.length == 3 ? fields[1].split(",", -1) : new String[0]) {
                    groups.put(controller, fields[2]);
                }
            }
        }
        file.close();
    }

    /** {@return "1" or "2", or "none" where there is no group} */
    String version() {
        return groups.containsKey("memory") ? "1" : groups.containsKey("") ? "2" : "none";
    }

    /** The folder with the files of a controller. In a container that sees its own group as the root, the path may lead nowhere. */
    String of(String controller) {
        String mount = MOUNT
                + (groups.containsKey(controller)
                        ? "/" + controller
                        : kernel.has(MOUNT + "/unified") ? "/unified" : "");
        String group = groups.getOrDefault(controller, groups.getOrDefault("", "/"));
        return List.of(mount + group, mount).stream()
                        .filter(kernel::has)
                        .findFirst()
                        .orElse(mount) + "/";
    }
}
