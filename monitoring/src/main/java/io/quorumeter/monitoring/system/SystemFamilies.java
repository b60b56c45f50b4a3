package io.quorumeter.monitoring.system;

import static io.quorumeter.Declaration.detailed;
import static io.quorumeter.Declaration.essential;
import static io.quorumeter.Declaration.own;
import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;

/**
 * The catalogue of what is read of the process, its JVM, its container and its machine. Names that begin with {@code process_} and {@code
 * jvm_} are those of Prometheus' client library for Java, with {@code node_} those of its node_exporter, and with {@code container_} those
 * of cAdvisor; {@code system_} and {@code hotstuff2_performance_} are ratios and rates of these.
 */
public final class SystemFamilies {
    public static final Declaration<By<CpuScope, Gauge>> CPU_USAGE = essential(
                    "hotstuff2_performance_cpu_usage_ratio",
                    "Share of all processors: what the process took within the last minute, and what was not idle "
                            + "on the machine within the last 10 seconds.")
            .gauge()
            .by("scope", CpuScope.class);
    public static final Declaration<By<MemoryScope, Gauge>> MEMORY_USAGE = essential(
                    "hotstuff2_performance_memory_usage_ratio",
                    "Share of memory in use: of the largest heap what stayed in use within the last minute, of "
                            + "the limit of the container its working set, and of the memory of the machine what the "
                            + "process has and what is not available.")
            .gauge()
            .by("scope", MemoryScope.class);
    public static final Declaration<Gauge> DISK_USAGE = essential(
                    "hotstuff2_performance_disk_usage_ratio",
                    "Share of the volume with the data of the node that is in use.")
            .gauge();
    public static final Declaration<By<Direction, Gauge>> BANDWIDTH = essential(
                    "hotstuff2_performance_network_bandwidth_bytes_per_second",
                    "Bytes a second through the network interfaces of the machine within the last 10 seconds, "
                            + "each byte counted once: physical interfaces only, or in a container all but the loopback.")
            .gauge()
            .by("direction", Direction.class);
    public static final Declaration<Counter> PROCESS_CPU = essential(
                    "process_cpu_seconds_total", "Processor time that the process took.")
            .counter();
    public static final Declaration<Gauge> PROCESS_START = essential(
                    "process_start_time_seconds", "Unix time at which the process began.")
            .gauge();
    public static final Declaration<Gauge> PROCESS_UPTIME = essential(
                    "process_uptime_seconds", "Time since the JVM of the process began, by a monotonic clock.")
            .gauge();
    public static final Declaration<Gauge> PROCESS_RESIDENT = essential(
                    "process_resident_memory_bytes", "Memory of the process that is not swapped out.")
            .gauge();
    public static final Declaration<Gauge> PROCESS_VIRTUAL = standard(
                    "process_virtual_memory_bytes", "Address space of the process.")
            .gauge();
    public static final Declaration<Gauge> OPEN_FILES = essential(
                    "process_open_fds", "Open files and sockets of the process; counted every 10 seconds.")
            .gauge();
    public static final Declaration<Gauge> MOST_FILES = essential(
                    "process_max_fds", "Open files and sockets that the process may have.")
            .gauge();
    public static final Declaration<Counter> PROCESS_FAULTS = standard(
                    "process_major_page_faults_total",
                    "Times that the process waited for a page of memory to be read from disk.")
            .counter();
    public static final Declaration<Gauge> PROCESS_THREADS = standard(
                    "process_threads", "Threads of the process, those of the JVM itself included.")
            .gauge();
    public static final Declaration<Counter> THREAD_RUNNING = standard(
                    "process_thread_running_seconds_total", "Time that chosen threads ran.")
            .counter()
            .with("thread");
    public static final Declaration<Counter> THREAD_WAITING = standard(
                    "process_thread_waiting_seconds_total",
                    "Time that chosen threads were ready to run and waited for a core.")
            .counter()
            .with("thread");
    public static final Declaration<Counter> THREAD_SLICES = detailed(
                    "process_thread_timeslices_total", "Times that chosen threads were given a core.")
            .counter()
            .with("thread");
    public static final Declaration<Gauge> JVM_RUNTIME =
            essential("jvm_runtime_info", "The JVM; always 1.").info("version", "vendor", "runtime");
    public static final Declaration<By<Area, Gauge>> JVM_USED = essential(
                    "jvm_memory_used_bytes", "Memory in use, by area.")
            .gauge()
            .by("area", Area.class);
    public static final Declaration<By<Area, Gauge>> JVM_COMMITTED = standard(
                    "jvm_memory_committed_bytes", "Memory that the JVM has of the operating system, by area.")
            .gauge()
            .by("area", Area.class);
    public static final Declaration<By<Area, Gauge>> JVM_MAX = standard(
                    "jvm_memory_max_bytes", "Memory that an area may have; absent when that is not limited.")
            .gauge()
            .by("area", Area.class);
    public static final Declaration<Gauge> JVM_POOL_USED = standard(
                    "jvm_memory_pool_used_bytes", "Memory in use, by pool.")
            .gauge()
            .with("pool");
    public static final Declaration<Gauge> JVM_POOL_COMMITTED = detailed(
                    "jvm_memory_pool_committed_bytes", "Memory that the JVM has of the operating system, by pool.")
            .gauge()
            .with("pool");
    public static final Declaration<Gauge> JVM_POOL_MAX = standard(
                    "jvm_memory_pool_max_bytes", "Memory that a pool may have; absent when that is not limited.")
            .gauge()
            .with("pool");
    public static final Declaration<Gauge> JVM_BUFFER_BYTES = standard(
                    "jvm_buffer_pool_used_bytes", "Memory that buffers outside of the heap take, by pool.")
            .gauge()
            .with("pool");
    public static final Declaration<Gauge> JVM_BUFFER_CAPACITY = detailed(
                    "jvm_buffer_pool_capacity_bytes", "Bytes that the buffers outside of the heap can hold, by pool.")
            .gauge()
            .with("pool");
    public static final Declaration<Gauge> JVM_BUFFERS = standard(
                    "jvm_buffer_pool_used_buffers", "Buffers outside of the heap, by pool.")
            .gauge()
            .with("pool");
    public static final Declaration<Timer> JVM_COLLECTION = essential(
                    "jvm_gc_collection_seconds",
                    "Duration of garbage collections, by collector, as its bean counts it; several within a "
                            + "second are taken to be of the same length.")
            .timer()
            .with("gc");
    public static final Declaration<Timer> JVM_PAUSE = essential(
                    "jvm_gc_pause_seconds", "How long garbage collections stopped all threads, by the flight recorder.")
            .timer();
    public static final Declaration<Timer> JVM_SAFEPOINT = standard(
                    "jvm_safepoint_seconds",
                    "How long the JVM stopped all threads, for whatever reason, by the flight recorder.")
            .timer();
    public static final Declaration<Timer> JVM_SAFEPOINT_SYNC = standard(
                    "jvm_safepoint_sync_seconds",
                    "How long it took until all threads had stopped, by the flight recorder.")
            .timer();
    public static final Declaration<Gauge> JVM_THREADS =
            essential("jvm_threads_current", "Threads of Java.").gauge();
    public static final Declaration<Gauge> JVM_DAEMONS = standard(
                    "jvm_threads_daemon", "Threads of Java that do not keep the program running.")
            .gauge();
    public static final Declaration<Gauge> JVM_PEAK_THREADS = standard(
                    "jvm_threads_peak", "Most threads of Java at a time so far.")
            .gauge();
    public static final Declaration<Counter> JVM_STARTED_THREADS =
            standard("jvm_threads_started_total", "Threads of Java started.").counter();
    public static final Declaration<Gauge> JVM_THREAD_STATES = standard(
                    "jvm_threads_state", "Threads of Java, by their state; counted every 10 seconds.")
            .gauge()
            .with("state");
    public static final Declaration<Gauge> JVM_CLASSES =
            standard("jvm_classes_currently_loaded", "Classes that are loaded.").gauge();
    public static final Declaration<Counter> JVM_LOADED_CLASSES =
            standard("jvm_classes_loaded_total", "Classes loaded so far.").counter();
    public static final Declaration<Counter> JVM_UNLOADED_CLASSES =
            standard("jvm_classes_unloaded_total", "Classes unloaded so far.").counter();
    public static final Declaration<Counter> JVM_COMPILATION = standard(
                    "jvm_compilation_time_seconds_total", "Time spent to compile byte code.")
            .counter();
    public static final Declaration<Counter> CONTAINER_CPU = standard(
                    "container_cpu_usage_seconds_total", "Processor time that the control group of the process took.")
            .counter();
    public static final Declaration<Counter> CONTAINER_PERIODS = standard(
                    "container_cpu_cfs_periods_total", "Periods of the control group with a limit of processor time.")
            .counter();
    public static final Declaration<Counter> CONTAINER_THROTTLED = standard(
                    "container_cpu_cfs_throttled_periods_total",
                    "Periods in which the control group had used its processor time up.")
            .counter();
    public static final Declaration<Counter> CONTAINER_THROTTLED_TIME = essential(
                    "container_cpu_cfs_throttled_seconds_total",
                    "Time that the control group was held back because its processor time was used up.")
            .counter();
    public static final Declaration<Gauge> CONTAINER_QUOTA = standard(
                    "container_spec_cpu_quota",
                    "Microseconds of processor time that the control group may take in a period; absent when that "
                            + "is not limited.")
            .gauge();
    public static final Declaration<Gauge> CONTAINER_PERIOD = standard(
                    "container_spec_cpu_period", "Microseconds of a period of the control group.")
            .gauge();
    public static final Declaration<Gauge> CONTAINER_MEMORY = standard(
                    "container_memory_usage_bytes", "Memory of the control group, its file cache included.")
            .gauge();
    public static final Declaration<Gauge> CONTAINER_WORKING_SET = essential(
                    "container_memory_working_set_bytes",
                    "Memory of the control group without the file cache that was not used lately.")
            .gauge();
    public static final Declaration<Gauge> CONTAINER_MEMORY_LIMIT = essential(
                    "container_spec_memory_limit_bytes",
                    "Memory that the control group may have; absent when that is not limited.")
            .gauge();
    public static final Declaration<By<CgroupEvent, Counter>> CONTAINER_MEMORY_EVENTS = essential(
                    "container_memory_events_total",
                    "Times that the control group came to a bound of its memory, or lost a process by it; version "
                            + "1 counts max and oom_kill only.")
            .counter()
            .by("event", CgroupEvent.class);
    public static final Declaration<By<CpuMode, Counter>> CPU_SECONDS = standard(
                    "node_cpu_seconds_total", "Time of a core, by mode.")
            .counter()
            .with("cpu")
            .by("mode", CpuMode.class);
    public static final Declaration<By<CpuMode, Gauge>> CPU_MODE = standard(
                    "system_cpu_mode_ratio", "Share of the time of all cores within the last 10 seconds, by mode.")
            .gauge()
            .by("mode", CpuMode.class);
    public static final Declaration<Gauge> CORE_USAGE = standard(
                    "system_cpu_core_usage_ratio", "Share of the last 10 seconds in which a core was not idle.")
            .gauge()
            .with("cpu");
    public static final Declaration<By<CpuMode, Gauge>> CORE_MODE = detailed(
                    "system_cpu_core_mode_ratio", "Share of the time of a core within the last 10 seconds, by mode.")
            .gauge()
            .with("cpu")
            .by("mode", CpuMode.class);
    public static final Declaration<Gauge> BOOT_TIME = standard(
                    "node_boot_time_seconds", "Unix time at which the machine was started.")
            .gauge();
    public static final Declaration<Gauge> TIME = standard(
                    "node_time_seconds", "Unix time by the clock of the machine.")
            .gauge();
    public static final Declaration<Gauge> UNAME = standard(
                    "node_uname_info", "The machine and its kernel, as uname names them; always 1.")
            .info("sysname", "nodename", "release", "version", "machine", "domainname");
    public static final Declaration<Counter> CONTEXT_SWITCHES = standard(
                    "node_context_switches_total", "Times that a core went over to another thread.")
            .counter();
    public static final Declaration<Counter> INTERRUPTS =
            standard("node_intr_total", "Interrupts served.").counter();
    public static final Declaration<Counter> FORKS = detailed(
                    "node_forks_total", "Processes and threads begun on the machine.")
            .counter();
    public static final Declaration<Gauge> PROCESSES_RUNNING =
            standard("node_procs_running", "Threads that run or are ready to.").gauge();
    public static final Declaration<Gauge> PROCESSES_BLOCKED =
            standard("node_procs_blocked", "Threads that wait for a disk.").gauge();
    public static final Declaration<Gauge> LOAD_1 =
            standard("node_load1", "Load average over a minute.").gauge();
    public static final Declaration<Gauge> LOAD_5 =
            standard("node_load5", "Load average over five minutes.").gauge();
    public static final Declaration<Gauge> LOAD_15 =
            standard("node_load15", "Load average over fifteen minutes.").gauge();
    public static final Declaration<Counter> CPU_WAITING = standard(
                    "node_pressure_cpu_waiting_seconds_total", "Time in which a thread waited for a core.")
            .counter();
    public static final Declaration<Counter> IO_WAITING = standard(
                    "node_pressure_io_waiting_seconds_total", "Time in which a thread waited for a disk.")
            .counter();
    public static final Declaration<Counter> IO_STALLED = standard(
                    "node_pressure_io_stalled_seconds_total", "Time in which no thread could run because of a disk.")
            .counter();
    public static final Declaration<Counter> MEMORY_WAITING = standard(
                    "node_pressure_memory_waiting_seconds_total", "Time in which a thread waited for memory.")
            .counter();
    public static final Declaration<Counter> MEMORY_STALLED = standard(
                    "node_pressure_memory_stalled_seconds_total",
                    "Time in which no thread could run for want of memory.")
            .counter();
    public static final Declaration<Gauge> MEMORY_TOTAL =
            essential("node_memory_MemTotal_bytes", "Memory of the machine.").gauge();
    public static final Declaration<Gauge> MEMORY_FREE = standard(
                    "node_memory_MemFree_bytes", "Memory that is used for nothing.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_AVAILABLE = essential(
                    "node_memory_MemAvailable_bytes",
                    "Memory that programs can have without swapping; estimated where the kernel is older than "
                            + "3.14.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_BUFFERS = standard(
                    "node_memory_Buffers_bytes", "Memory that caches blocks of disks.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_CACHED =
            standard("node_memory_Cached_bytes", "Memory that caches files.").gauge();
    public static final Declaration<Gauge> MEMORY_SHARED = detailed(
                    "node_memory_Shmem_bytes", "Memory that processes share, and files in memory.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_RECLAIMABLE = standard(
                    "node_memory_SReclaimable_bytes", "Memory of the kernel that it can give up.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_DIRTY = standard(
                    "node_memory_Dirty_bytes", "Memory that waits to be written to disks.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_WRITEBACK = standard(
                    "node_memory_Writeback_bytes", "Memory that is being written to disks.")
            .gauge();
    public static final Declaration<Gauge> SWAP_TOTAL =
            standard("node_memory_SwapTotal_bytes", "Size of the swap space.").gauge();
    public static final Declaration<Gauge> SWAP_FREE =
            standard("node_memory_SwapFree_bytes", "Swap space that is free.").gauge();
    public static final Declaration<Gauge> MEMORY_SLAB = detailed(
                    "node_memory_Slab_bytes", "Memory of the kernel's own structures.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_UNRECLAIMABLE = detailed(
                    "node_memory_SUnreclaim_bytes", "Memory of the kernel's own structures that it cannot give up.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_ACTIVE =
            detailed("node_memory_Active_bytes", "Memory that was used lately.").gauge();
    public static final Declaration<Gauge> MEMORY_INACTIVE = detailed(
                    "node_memory_Inactive_bytes", "Memory that was not used lately, which the kernel takes first.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_ANONYMOUS = detailed(
                    "node_memory_AnonPages_bytes", "Memory of processes that is of no file.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_MAPPED = detailed(
                    "node_memory_Mapped_bytes", "Memory of files that processes have mapped.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_KERNEL_STACK = detailed(
                    "node_memory_KernelStack_bytes", "Memory of the stacks that threads have in the kernel.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_PAGE_TABLES = detailed(
                    "node_memory_PageTables_bytes", "Memory of the tables of pages.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_COMMITTED = detailed(
                    "node_memory_Committed_AS_bytes", "Memory that was promised to processes.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_COMMIT_LIMIT = detailed(
                    "node_memory_CommitLimit_bytes",
                    "Memory that can be promised where the kernel does not promise more than there is.")
            .gauge();
    public static final Declaration<Gauge> SWAP_CACHED = detailed(
                    "node_memory_SwapCached_bytes", "Swap space of which a copy is in memory.")
            .gauge();
    public static final Declaration<Gauge> MEMORY_USED = standard(
                    "system_memory_used_bytes", "Memory of the machine that is not available.")
            .gauge();
    public static final Declaration<Counter> RECEIVED_BYTES = standard(
                    "node_network_receive_bytes_total", "Bytes received by a network interface.")
            .counter()
            .with("device");
    public static final Declaration<Counter> RECEIVED_PACKETS = standard(
                    "node_network_receive_packets_total", "Packets received by a network interface.")
            .counter()
            .with("device");
    public static final Declaration<Counter> RECEIVE_ERRORS = standard(
                    "node_network_receive_errs_total", "Packets that a network interface could not receive.")
            .counter()
            .with("device");
    public static final Declaration<Counter> RECEIVE_DROPS = standard(
                    "node_network_receive_drop_total",
                    "Packets dropped that were to be received by a network interface.")
            .counter()
            .with("device");
    public static final Declaration<Counter> SENT_BYTES = standard(
                    "node_network_transmit_bytes_total", "Bytes sent by a network interface.")
            .counter()
            .with("device");
    public static final Declaration<Counter> SENT_PACKETS = standard(
                    "node_network_transmit_packets_total", "Packets sent by a network interface.")
            .counter()
            .with("device");
    public static final Declaration<Counter> SEND_ERRORS = standard(
                    "node_network_transmit_errs_total", "Packets that a network interface could not transmit.")
            .counter()
            .with("device");
    public static final Declaration<Counter> SEND_DROPS = standard(
                    "node_network_transmit_drop_total", "Packets dropped that were to be sent by a network interface.")
            .counter()
            .with("device");
    public static final Declaration<By<Direction, Gauge>> NETWORK_RATE = standard(
                    "system_network_bytes_per_second",
                    "Bytes a second through a network interface within the last 10 seconds.")
            .gauge()
            .with("device")
            .by("direction", Direction.class);
    public static final Declaration<Counter> READS = standard("node_disk_reads_completed_total", "Reads of a disk.")
            .counter()
            .with("device");
    public static final Declaration<Counter> READ_BYTES = standard(
                    "node_disk_read_bytes_total", "Bytes read from a disk.")
            .counter()
            .with("device");
    public static final Declaration<Counter> READS_MERGED = detailed(
                    "node_disk_reads_merged_total", "Reads of a disk that were put together with a neighbour.")
            .counter()
            .with("device");
    public static final Declaration<Counter> READ_TIME = standard(
                    "node_disk_read_time_seconds_total", "Time that all reads of a disk took together.")
            .counter()
            .with("device");
    public static final Declaration<Counter> WRITES = standard("node_disk_writes_completed_total", "Writes to a disk.")
            .counter()
            .with("device");
    public static final Declaration<Counter> WRITTEN_BYTES = standard(
                    "node_disk_written_bytes_total", "Bytes written to a disk.")
            .counter()
            .with("device");
    public static final Declaration<Counter> WRITES_MERGED = detailed(
                    "node_disk_writes_merged_total", "Writes to a disk that were put together with a neighbour.")
            .counter()
            .with("device");
    public static final Declaration<Counter> WRITE_TIME = standard(
                    "node_disk_write_time_seconds_total", "Time that all writes to a disk took together.")
            .counter()
            .with("device");
    public static final Declaration<Gauge> IN_FLIGHT = standard(
                    "node_disk_io_now", "Requests that a disk works on now.")
            .gauge()
            .with("device");
    public static final Declaration<Counter> IO_TIME = standard(
                    "node_disk_io_time_seconds_total", "Time in which a disk worked on any request.")
            .counter()
            .with("device");
    public static final Declaration<Counter> WEIGHTED_IO_TIME = detailed(
                    "node_disk_io_time_weighted_seconds_total",
                    "Time that all requests to a disk took together, those that it works on now included.")
            .counter()
            .with("device");
    public static final Declaration<Counter> FLUSHES = standard(
                    "node_disk_flush_requests_total",
                    "Requests to a disk to make durable what was written; absent on kernels before 5.5.")
            .counter()
            .with("device");
    public static final Declaration<Counter> FLUSH_TIME = standard(
                    "node_disk_flush_requests_time_seconds_total", "Time that these requests took together.")
            .counter()
            .with("device");
    public static final Declaration<Gauge> VOLUME_SIZE = standard(
                    "node_filesystem_size_bytes", "Size of the volume with the data of the node.")
            .gauge()
            .with("device", "fstype", "mountpoint");
    public static final Declaration<Gauge> VOLUME_FREE = standard(
                    "node_filesystem_free_bytes", "What is not taken of the volume with the data of the node.")
            .gauge()
            .with("device", "fstype", "mountpoint");
    public static final Declaration<Gauge> VOLUME_AVAILABLE = standard(
                    "node_filesystem_avail_bytes",
                    "What the process may still take of the volume with the data of the node.")
            .gauge()
            .with("device", "fstype", "mountpoint");
    public static final Declaration<Gauge> INFO = own(
                    "quorumeter_system_info",
                    "Where the values of process and machine come from, /proc or the beans of the JDK, and the "
                            + "version of control groups; always 1.")
            .info("source", "cgroup");
    public static final Declaration<By<Part, Counter>> READ_FAILURES = own(
                    "quorumeter_system_read_failures_total",
                    "Files of the kernel that could not be read or made no sense, by what they say something of; "
                            + "their values are absent.")
            .counter()
            .by("part", Part.class);

    /** What a share of the processors is of. */
    public enum CpuScope {
        /** The process. */
        PROCESS,
        /** Everything on the machine. */
        MACHINE
    }

    /** What a share of memory is of. */
    public enum MemoryScope {
        /** The heap, over its largest size. */
        HEAP,
        /** What the process has, over the memory of the machine. */
        PROCESS,
        /** The working set of the control group, over its limit. */
        CONTAINER,
        /** What is not available on the machine, over its memory. */
        MACHINE
    }

    /** Which way bytes go through a network interface. */
    public enum Direction {
        /** Into the machine. */
        RECEIVE,
        /** Out of it. */
        TRANSMIT
    }

    /** What a core spends its time with, in the order of {@code /proc/stat}. */
    public enum CpuMode {
        /** Programs. */
        USER,
        /** Programs that were asked to be nice. */
        NICE,
        /** The kernel. */
        SYSTEM,
        /** Nothing. */
        IDLE,
        /** Nothing, while a disk is waited for. */
        IOWAIT,
        /** Interrupts. */
        IRQ,
        /** What interrupts left to be done. */
        SOFTIRQ,
        /** Other virtual machines. */
        STEAL
    }

    /** An area of the JVM's memory. */
    public enum Area {
        /** Objects. */
        HEAP,
        /** Classes, compiled code and the like. */
        NONHEAP
    }

    /** What happened to a control group because of its memory, in the order of {@code memory.events}. */
    public enum CgroupEvent {
        /** It was below its protection and gave memory up nevertheless. */
        LOW,
        /** It was throttled to give memory up. */
        HIGH,
        /** It came to its limit. */
        MAX,
        /** It found no memory to give up. */
        OOM,
        /** A process of it was killed. */
        OOM_KILL
    }

    /** A part of what is read. */
    public enum Part {
        /** The processors. */
        CPU,
        /** The memory of the machine. */
        MEMORY,
        /** The network interfaces. */
        NETWORK,
        /** The disks. */
        DISKS,
        /** The load averages. */
        LOAD,
        /** What threads wait for. */
        PRESSURE,
        /** The process. */
        PROCESS,
        /** Chosen threads. */
        THREADS,
        /** The control group. */
        CGROUP,
        /** The JVM and the beans of the JDK. */
        JVM,
        /** The flight recorder. */
        FLIGHT_RECORDER
    }

    private SystemFamilies() {}
}
