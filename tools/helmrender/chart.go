package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"sigs.k8s.io/yaml"
)

type object = map[string]interface{}

type chart struct {
	meta      object
	values    object
	files     files
	templates map[string]string
}

func loadChart(directory string) (*chart, error) {
	c := &chart{meta: object{}, values: object{}, files: files{}, templates: map[string]string{}}
	err := filepath.Walk(directory, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(directory, path)
		if err != nil {
			return err
		}
		switch name = filepath.ToSlash(name); {
		case name == "Chart.yaml":
			return read(name, content, &c.meta)
		case name == "values.yaml":
			return read(name, content, &c.values)
		case strings.HasPrefix(name, "templates/"):
			c.templates[name] = string(content)
		case name != "values.schema.json":
			c.files[name] = content
		}
		return nil
	})
	if err == nil && c.meta["name"] == nil {
		err = fmt.Errorf("%s has no Chart.yaml with a name", directory)
	}
	return c, err
}

func (c *chart) mergeValues(paths []string) error {
	for _, path := range paths {
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		over := object{}
		if err := read(path, content, &over); err != nil {
			return err
		}
		merge(c.values, over)
	}
	return nil
}

// merge lays over on base: maps are merged, null takes a key away, all else replaces.
func merge(base, over object) {
	for key, value := range over {
		below, isMap := base[key].(object)
		above, overIsMap := value.(object)
		switch {
		case value == nil:
			delete(base, key)
		case isMap && overIsMap:
			merge(below, above)
		default:
			base[key] = value
		}
	}
}

// read refuses keys that stand twice, of which YAML would silently keep the last.
func read(name string, content []byte, into interface{}) error {
	if err := yaml.UnmarshalStrict(content, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
