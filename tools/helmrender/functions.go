package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"path"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

// files is .Files: what lies in the chart beside templates and values.
type files map[string][]byte

func (f files) Get(name string) string { return string(f[name]) }

func (f files) Glob(pattern string) files {
	found := files{}
	for name, content := range f {
		if matches, _ := path.Match(pattern, name); matches {
			found[name] = content
		}
	}
	return found
}

const deepestInclude = 100

// functions are Sprig's and those that Helm adds.
func functions(t *template.Template) template.FuncMap {
	depth := 0
	f := sprig.TxtFuncMap()
	delete(f, "env")
	delete(f, "expandenv")
	f["toYaml"] = toYAML
	f["toJson"] = func(v interface{}) (string, error) {
		b, err := json.Marshal(v)
		return string(b), err
	}
	f["fromYaml"] = func(text string) (object, error) {
		v := object{}
		return v, yaml.Unmarshal([]byte(text), &v)
	}
	f["fromYamlArray"] = func(text string) ([]interface{}, error) {
		v := []interface{}{}
		return v, yaml.Unmarshal([]byte(text), &v)
	}
	f["fromJson"] = f["fromYaml"]
	f["lookup"] = func(string, string, string, string) object { return object{} }
	f["fail"] = func(message string) (string, error) { return "", errors.New(message) }
	f["required"] = func(message string, v interface{}) (interface{}, error) {
		if v == nil || v == "" {
			return nil, errors.New(message)
		}
		return v, nil
	}
	f["include"] = func(name string, data interface{}) (string, error) {
		if depth++; depth > deepestInclude {
			return "", fmt.Errorf("template %s includes itself", name)
		}
		defer func() { depth-- }()
		var b strings.Builder
		err := t.ExecuteTemplate(&b, name, data)
		return b.String(), err
	}
	f["tpl"] = func(text string, data interface{}) (string, error) {
		inner, err := t.Clone()
		if err != nil {
			return "", err
		}
		if inner, err = inner.New("tpl").Parse(text); err != nil {
			return "", err
		}
		var b strings.Builder
		err = inner.Execute(&b, data)
		return b.String(), err
	}
	return f
}

func toYAML(v interface{}) (string, error) {
	b, err := yaml.Marshal(v)
	return strings.TrimSuffix(string(b), "\n"), err
}
