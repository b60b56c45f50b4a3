package io.quorumeter.core.bind;

import static io.quorumeter.Declaration.standard;

import io.quorumeter.By;
import io.quorumeter.ByText;
import io.quorumeter.Counter;
import io.quorumeter.Declaration;
import io.quorumeter.Gauge;
import io.quorumeter.Timer;

/** The catalogue of what the bindings of executors, queues and components tell; each appears when the first of its kind is bound. */
public final class BindFamilies {
    public static final Declaration<By<ExecutorMetrics.Result, Counter>> EXECUTOR_TASKS = standard(
                    "hotstuff2_executor_tasks_total", "Tasks of an executor, by how they ended.")
            .counter()
            .with("executor")
            .by("result", ExecutorMetrics.Result.class);
    public static final Declaration<Timer> EXECUTOR_TASK = standard(
                    "hotstuff2_executor_task_seconds", "Time that tasks of an executor ran.")
            .timer()
            .with("executor");
    public static final Declaration<Timer> EXECUTOR_WAIT = standard(
                    "hotstuff2_executor_wait_seconds", "Time that tasks waited before they ran.")
            .timer()
            .with("executor");
    public static final Declaration<Gauge> EXECUTOR_ACTIVE = standard(
                    "hotstuff2_executor_active_tasks", "Tasks of an executor that run now.")
            .gauge()
            .with("executor");
    public static final Declaration<Gauge> EXECUTOR_QUEUED = standard(
                    "hotstuff2_executor_queued_tasks", "Tasks that wait for an executor.")
            .gauge()
            .with("executor");

    public static final Declaration<Gauge> QUEUE_DEPTH = standard(
                    "hotstuff2_queue_depth", "Items that wait in a queue.")
            .gauge()
            .with("queue");
    public static final Declaration<Gauge> QUEUE_REMAINING = standard(
                    "hotstuff2_queue_remaining_capacity",
                    "Items for which a queue has room; 2147483647 when it has no bound.")
            .gauge()
            .with("queue");
    public static final Declaration<Counter> QUEUE_REJECTED = standard(
                    "hotstuff2_queue_rejected_total", "Items refused because a queue was full.")
            .counter()
            .with("queue");
    public static final Declaration<Timer> QUEUE_WAIT = standard(
                    "hotstuff2_queue_wait_seconds", "Time that items waited in a queue.")
            .timer()
            .with("queue");

    public static final Declaration<By<ComponentMetrics.Result, Counter>> COMPONENT_REQUESTS = standard(
                    "hotstuff2_component_requests_total", "Requests to a component, by operation and result.")
            .counter()
            .with("component", "operation")
            .by("result", ComponentMetrics.Result.class);
    public static final Declaration<Timer> COMPONENT_REQUEST = standard(
                    "hotstuff2_component_request_seconds", "Duration of requests to a component.")
            .timer()
            .with("component", "operation");
    public static final Declaration<ByText<Counter>> COMPONENT_ERRORS = standard(
                    "hotstuff2_component_errors_total", "Failed requests to a component, by operation and cause.")
            .counter()
            .with("component", "operation")
            .by("error");
    public static final Declaration<Gauge> COMPONENT_IN_FLIGHT = standard(
                    "hotstuff2_component_in_flight_requests", "Requests that a component works on now.")
            .gauge()
            .with("component", "operation");
    public static final Declaration<Gauge> COMPONENT_UP = standard(
                    "hotstuff2_component_up", "1 while a component says that it can serve.")
            .gauge()
            .with("component");
    public static final Declaration<Gauge> COMPONENT_SUCCESS_RATIO = standard(
                    "hotstuff2_component_success_ratio",
                    "Share of the requests within the last minute that succeeded; 1 when there was none.")
            .gauge()
            .with("component", "operation");

    private BindFamilies() {}
}
