package io.quorumeter.binding;

import static io.quorumeter.MetricType.COUNTER;
import static io.quorumeter.MetricType.GAUGE;
import static io.quorumeter.MetricType.HISTOGRAM;
import static io.quorumeter.binding.Family.standard;

/** The catalogue of what the bindings of executors, queues and components tell; each appears when the first of its kind is bound. */
public enum BindingFamily implements Catalogued {
    /** Tasks done. */
    EXECUTOR_TASKS(standard(COUNTER, "executor_tasks_total", "Tasks of an executor, by how they ended.")
            .open("executor")
            .by("result", ExecutorMetrics.Result.class)),
    /** Their duration. */
    EXECUTOR_TASK(standard(HISTOGRAM, "executor_task_seconds", "Time that tasks of an executor ran.")
            .open("executor")),
    /** Their patience. */
    EXECUTOR_WAIT(standard(HISTOGRAM, "executor_wait_seconds", "Time that tasks waited before they ran.")
            .open("executor")),
    /** Tasks under way. */
    EXECUTOR_ACTIVE(standard(GAUGE, "executor_active_tasks", "Tasks of an executor that run now.")
            .open("executor")),
    /** Tasks waiting. */
    EXECUTOR_QUEUED(standard(GAUGE, "executor_queued_tasks", "Tasks that wait for an executor.")
            .open("executor")),

    /** Items waiting. */
    QUEUE_DEPTH(standard(GAUGE, "queue_depth", "Items that wait in a queue.").open("queue")),
    /** Room left. */
    QUEUE_REMAINING(standard(
                    GAUGE,
                    "queue_remaining_capacity",
                    "Items for which a queue has room; 2147483647 when it has no bound.")
            .open("queue")),
    /** Items refused. */
    QUEUE_REJECTED(standard(COUNTER, "queue_rejected_total", "Items refused because a queue was full.")
            .open("queue")),
    /** Their patience. */
    QUEUE_WAIT(standard(HISTOGRAM, "queue_wait_seconds", "Time that items waited in a queue.")
            .open("queue")),

    /** Requests. */
    COMPONENT_REQUESTS(
            standard(COUNTER, "component_requests_total", "Requests to a component, by operation and result.")
                    .open("component", "operation")
                    .by("result", ComponentMetrics.Result.class)),
    /** Their duration. */
    COMPONENT_REQUEST(standard(HISTOGRAM, "component_request_seconds", "Duration of requests to a component.")
            .open("component", "operation")),
    /** Failures by cause. */
    COMPONENT_ERRORS(
            standard(COUNTER, "component_errors_total", "Failed requests to a component, by operation and cause.")
                    .open("component", "operation", "error")),
    /** Requests under way. */
    COMPONENT_IN_FLIGHT(standard(GAUGE, "component_in_flight_requests", "Requests that a component works on now.")
            .open("component", "operation")),
    /** Whether it is there. */
    COMPONENT_UP(standard(GAUGE, "component_up", "1 while a component says that it can serve.")
            .open("component")),
    /** How much of the time. */
    COMPONENT_SUCCESS_RATIO(standard(
                    GAUGE,
                    "component_success_ratio",
                    "Share of the requests within the last minute that succeeded; 1 when there was none.")
            .open("component", "operation"));

    @SuppressWarnings("ImmutableEnumChecker") // a record of immutable parts
    private final Family family;

    BindingFamily(Family family) {
        this.family = family;
    }

    @Override
    public Family family() {
        return family;
    }
}
