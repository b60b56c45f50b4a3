package io.quorumeter.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quorumeter.promql.model.Labels;
import io.quorumeter.promql.model.Value;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is expected was printed by Prometheus 2.42 where that can be compared. */
class TemplateTest {
    private static final Template.Data DATA =
            new Template.Data(Labels.of("instance", "i1", "job", "node"), Labels.of("x", "ext"), "http://h:1/pre", 3.5);

    private static String render(String text) {
        Function<String, List<Value.Sample>> query = expression -> expression.equals("m")
                ? List.of(
                        new Value.Sample(Labels.of("instance", "b"), 0, 2),
                        new Value.Sample(Labels.of("instance", "a"), 0, 1234567))
                : List.of();
        return Template.parse(text).render(DATA, query);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            textBlock = """
                    {{ $value }}=>3.5
                    {{ $labels.instance }}/{{ $labels.nope }}|=>i1/|
                    {{ $labels }}=>map[instance:i1 job:node]
                    {{ .Labels.job | toUpper | printf "%-4s|%4s|" "x" }}=>x   |NODE|
                    {{ printf "%.2f %5.1f %e %g %G %v" 1.005 2.25 123456.789 1e21 1e-7 1e6 }}=>1.00   2.2 1.234568e+05 1e+21 1E-07 1e+06
                    {{ printf "%d %s %q %t %x %08.3f %+d %+.1f %%" 5 "a" "b" true 255 3.14159 3 2.0 }}=>5 a "b" true ff 0003.142 +3 +2.0 %
                    {{ printf "%v %v %v %v %v" 1e20 0.0001 0.00001 123456789.0 100000.0 }}=>1e+20 0.0001 1e-05 1.23456789e+08 100000
                    {{ printf "%d %s %z" 1.5 2 }}=>%!d(float64=1.5) %!s(int=2) %!z(MISSING)
                    {{ printf "a" 1 2.5 "x" }}=>a%!(EXTRA int=1, float64=2.5, string=x)
                    {{ humanize 1234567.0 }} {{ humanize 0.00012 }} {{ humanize -5 }} {{ humanize "123456" }}=>1.235M 120u -5 123.5k
                    {{ humanize1024 1048576.0 }} {{ humanize1024 1000.0 }} {{ humanize1024 1536.0 }}=>1Mi 1000 1.5ki
                    {{ humanizeDuration 0.00123 }} {{ humanizeDuration 59.5 }} {{ humanizeDuration 61.9 }}=>1.23ms 59.5s 1m 1s
                    {{ humanizeDuration 3661.0 }} {{ humanizeDuration 90061.0 }} {{ humanizeDuration -90.0 }}=>1h 1m 1s 1d 1h 1m 1s -1m 30s
                    {{ humanizePercentage 0.12345 }} {{ humanizePercentage 1.0 }} {{ humanizePercentage 1234.56 }}=>12.35% 100% 1.235e+05%
                    {{ humanizeTimestamp 1435065584.128 }}=>2015-06-23 13:19:44.128 +0000 UTC
                    {{ title "hello big-world it's" }} {{ toUpper "aé" }} {{ match "b+" "abbbc" }}=>Hello Big-World It's AÉ true
                    {{ reReplaceAll "(a)(b+)" "$2-${1}x" "xabbby" }}=>xbbb-axy
                    {{ stripPort "host.example.org:9090" }} {{ stripDomain "host.example.org:9090" }}=>host.example.org host:9090
                    {{ stripDomain "10.0.0.1:90" }} {{ stripPort "[::1]:90" }} {{ stripPort "::1" }}=>10.0.0.1:90 ::1 ::1
                    {{ graphLink "up > 1" }}=>/graph?g0.expr=up+%3E+1&g0.tab=0
                    {{ if gt $value 5.0 }}big{{ else if gt $value 1.0 }}mid{{ else }}small{{ end }}=>mid
                    {{ if and (eq $labels.job "node") (ne $labels.instance "b") }}yes{{ end }} {{ or "" "z" }}=>yes z
                    {{ with $labels.nope }}A{{ else }}B{{ end }}{{ with $labels.job }}{{ . }}{{ end }}=>Bnode
                    {{ range $i, $e := query "m" }}{{ $i }}={{ $e.Labels.instance }}:{{ $e.Value }};{{ end }}=>0=b:2;1=a:1.234567e+06;
                    {{ range query "nothing" }}x{{ else }}none{{ end }}=>none
                    {{ with query "m" }}{{ . | first | value | humanize }}{{ end }}=>2
                    {{ range query "m" | sortByLabel "instance" }}{{ .Labels.instance }}{{ end }}=>ab
                    {{ range query "m" }}{{ if eq .Labels.instance "b" }}{{ continue }}{{ end }}{{ .Value }}{{ break }}{{ end }}=>1.234567e+06
                    {{ $x := 1 }}{{ $x = 2 }}{{ $x }}{{ if true }}{{ $x = 3 }}{{ $x := 4 }}{{ $x }}{{ end }}{{ $x }}=>243
                    {{ define "t" }}[{{ .arg0 }}-{{ .arg1 }}]{{ end }}{{ template "t" (args 1 "b") }}=>[1-b]
                    a {{- " b " -}} c {{/* comment */}} d {{- /* c2 */ -}} e=>a b c  de
                    {{ len "héllo" }} {{ index $labels "job" }} {{ slice "abcdef" 1 3 }} {{ print 1 2 "a" "b" 3 }}=>6 node bc 1 2ab3
                    {{ html "<a&b>" }} {{ urlquery "a b&c" }}=>&lt;a&amp;b&gt; a+b%26c
                    {{ eq 1.0 $value 7.0 }} {{ lt 1 2 }} {{ ge 2.5 2.5 }} {{ eq "a" "b" "a" }}=>false true true true
                    {{ externalURL }} {{ pathPrefix }} {{ $externalLabels.x }}=>http://h:1/pre /pre ext
                    {{ 'a' }} {{ 0x1F }} {{ 1e3 }} {{ -3 }} {{ true }} {{ "\\u00e9\\x41" }}=>97 31 1000 -3 true éA
                    {{ (query "m" | first).Labels.instance }} {{ ($labels).job }}=>b node
                    """)
    void render_template_writesWhatPrometheusWrites(String text, String expected) {
        assertThat(render(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ if }}x{{ end }}",
                "{{ end }}",
                "{{ $undefined }}",
                "{{ if true }}",
                "{{ \"unclosed }}",
                "{{ break }}",
                "{{ x'y }}",
                "{{ nosuch }}",
                "{{ (5 }}",
                "{{ 5) }}",
                "{{ $a, $b := 1 }}",
                "{{ with $x := 5 }}{{ $x }}{{ end }}{{ $x }}",
                "{{ define \"t\" }}{{ $value }}{{ end }}",
                "{{ \"a\\q\" }}"
            })
    void parse_wrongTemplate_isRefusedWithItsLine(String text) {
        assertThatThrownBy(() -> Template.parse("line 1\n" + text))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("template, line 2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ query \"nothing\" | first }}",
                "{{ eq 1 1.0 }}",
                "{{ lt \"a\" 1 }}",
                "{{ parseDuration \"x\" }}",
                "{{ $labels.job.x }}",
                "{{ .Nope }}",
                "{{ 1 2 }}",
                "{{ template \"zz\" }}",
                "{{ humanize \"abc\" }}",
                "{{ humanize }}",
                "{{ reReplaceAll \"(\" \"\" \"x\" }}",
                "{{ match \"((a{1000}){1000}){1000}\" \"x\" }}",
                "{{ range $value }}x{{ end }}",
                "{{ index (query \"m\") 5 }}",
                "{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}",
                "{{ define \"t\" }}{{ printf \"%999s%999s\" . . }}{{ range query \"m\" }}{{ range query \"m\" }}{{ template \"t\" \"x\" }}"
                        + "{{ end }}{{ end }}{{ end }}{{ template \"t\" \"x\" }}"
            })
    void render_whatCannotBeFilledIn_throws(String text) {
        Template template = Template.parse(text);

        assertThatThrownBy(() -> render(template.toString())).isInstanceOf(TemplateException.class);
    }

    @Test
    void parse_deeplyNested_isRefused() {
        String ifs = "{{ if true }}".repeat(10_000);
        String parens = "{{ " + "(".repeat(10_000);

        assertThatThrownBy(() -> Template.parse(ifs)).isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> Template.parse(parens)).isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void render_mutatedTemplates_throwNothingElse(long seed) {
        String[] pieces = {
            "{{",
            "}}",
            " ",
            "$value",
            "$labels",
            ".job",
            "if",
            "else",
            "end",
            "range",
            "query \"m\"",
            "|",
            "(",
            ")",
            ":=",
            "$x",
            "printf",
            "\"%5.2f\"",
            "humanize",
            "first",
            "with",
            "define \"t\"",
            "template \"t\"",
            "1",
            "-",
            "index",
            "0",
            ".",
            "'",
            "`"
        };
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder("{{ ");
            for (int words = random.nextInt(12); words >= 0; words--) {
                text.append(pieces[random.nextInt(pieces.length)]).append(random.nextBoolean() ? " " : "");
            }
            try {
                render(text.append(" }}").toString());
            } catch (TemplateException refused) {
                assertThat(refused).as("seed " + seed).hasMessageNotContaining("null");
            }
        }
    }
}
