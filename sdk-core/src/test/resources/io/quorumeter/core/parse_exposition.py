"""Reads an exposition from standard input with Prometheus' own Python client and writes what it understood, a field to a tab.

Texts are in hexadecimal digits, so that nothing in them can be mistaken for the output's own form.
"""
import sys


def text(value):
    return value.encode("utf-8").hex()


def number(value):
    return "" if value is None else repr(float(value))


def main():
    if sys.argv[1] == "openmetrics":
        from prometheus_client.openmetrics.parser import text_string_to_metric_families
    else:
        from prometheus_client.parser import text_string_to_metric_families
    exposition = sys.stdin.buffer.read().decode("utf-8", "strict")
    for family in text_string_to_metric_families(exposition):
        print("F", text(family.name), family.type, text(family.unit), text(family.documentation), sep="\t")
        for sample in family.samples:
            exemplar = getattr(sample, "exemplar", None)
            fields = ["S", text(sample.name), number(sample.value), number(sample.timestamp)]
            if exemplar is None:
                fields += ["", "", ""]
            else:
                fields += [text(exemplar.labels["trace_id"]), number(exemplar.value), number(exemplar.timestamp)]
            for name in sorted(sample.labels):
                fields += [text(name), text(sample.labels[name])]
            print(*fields, sep="\t")


main()
