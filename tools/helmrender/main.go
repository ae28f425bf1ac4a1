// helmrender renders a Helm 3 chart as `helm template` does, for machines that have no helm. It knows what charts of this repository use: no subcharts, no
// lookup of live objects, no check of values.schema.json (tests/Deploy.Tests does that).
//
// Debian has what it needs: golang-go golang-github-masterminds-sprig-dev golang-k8s-sigs-yaml-dev. Built by build.sh.
package main

import (
	"flag"
	"fmt"
	"os"
)

type repeated []string

func (r *repeated) String() string     { return fmt.Sprint(*r) }
func (r *repeated) Set(s string) error { *r = append(*r, s); return nil }

func main() {
	var files repeated
	flag.Var(&files, "f", "values file; may be repeated, the last one wins")
	release := flag.String("name", "lead-platform", "name of the release")
	namespace := flag.String("namespace", "lead-platform", "namespace of the release")
	upgrade := flag.Bool("is-upgrade", false, "render as an upgrade instead of an installation")
	notes := flag.Bool("notes", false, "print NOTES.txt instead of the manifests")
	flag.Usage = func() {
		fmt.Fprintln(flag.CommandLine.Output(), "usage: helmrender [OPTION …] CHART")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}

	chart, err := loadChart(flag.Arg(0))
	if err == nil {
		err = chart.mergeValues(files)
	}
	var text string
	if err == nil {
		text, err = render(chart, *release, *namespace, *upgrade, *notes)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "Error:", err)
		os.Exit(1)
	}
	fmt.Print(text)
}
