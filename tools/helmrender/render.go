package main

import (
	"fmt"
	"path"
	"regexp"
	"sort"
	"strings"
	"text/template"
)

const notesFile = "templates/NOTES.txt"

var separator = regexp.MustCompile(`(?m)^---[ \t]*$`)

func render(c *chart, release, namespace string, upgrade, notes bool) (string, error) {
	t := template.New("chart").Option("missingkey=zero")
	t.Funcs(functions(t))
	names := make([]string, 0, len(c.templates))
	for name, text := range c.templates {
		if _, err := t.New(name).Parse(text); err != nil {
			return "", err
		}
		names = append(names, name)
	}
	sort.Strings(names)

	data := object{
		"Values":       c.values,
		"Chart":        chartData(c.meta),
		"Files":        c.files,
		"Release":      object{"Name": release, "Namespace": namespace, "Service": "Helm", "Revision": 1, "IsInstall": !upgrade, "IsUpgrade": upgrade},
		"Capabilities": object{"KubeVersion": object{"Version": "v1.34.0", "Major": "1", "Minor": "34"}},
	}
	var out strings.Builder
	for _, name := range names {
		if strings.HasPrefix(path.Base(name), "_") || (name == notesFile) != notes {
			continue
		}
		data["Template"] = object{"Name": name, "BasePath": "templates"}
		var b strings.Builder
		if err := t.ExecuteTemplate(&b, name, data); err != nil {
			return "", err
		}
		if notes {
			out.WriteString(b.String())
			continue
		}
		for _, document := range separator.Split(b.String(), -1) {
			if err := write(&out, name, document); err != nil {
				return "", err
			}
		}
	}
	return out.String(), nil
}

func write(out *strings.Builder, template, document string) error {
	var parsed interface{}
	if err := read(template, []byte(document), &parsed); err != nil {
		return fmt.Errorf("%w in\n%s", err, document)
	}
	if parsed == nil {
		return nil
	}
	if strings.Contains(document, "<no value>") {
		return fmt.Errorf("%s: a value is missing in\n%s", template, document)
	}
	fmt.Fprintf(out, "---\n# Source: %s\n%s\n", template, strings.TrimSpace(document))
	return nil
}

// chartData is Chart.yaml under the names that templates use: .Chart.Name, .Chart.AppVersion.
func chartData(meta object) object {
	data := object{}
	for key, value := range meta {
		data[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return data
}
