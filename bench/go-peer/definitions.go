package main

import (
	"reflect"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/kube-openapi/pkg/common"
	"k8s.io/kube-openapi/pkg/util"
	"k8s.io/kube-openapi/pkg/validation/spec"
)

// definitions describes the types that server-side apply works on. Go's servers generate these lines; here they are read
// off the types, once, at start.
func definitions(ref common.ReferenceCallback) map[string]common.OpenAPIDefinition {
	found := map[string]common.OpenAPIDefinition{}
	for _, root := range []any{Cat{}, CatList{}} {
		describe(reflect.TypeOf(root), ref, found)
	}
	return found
}

var opaque = map[reflect.Type]spec.Schema{
	reflect.TypeOf(metav1.Time{}):     *spec.DateTimeProperty(),
	reflect.TypeOf(metav1.FieldsV1{}): *object(),
}

func object() *spec.Schema {
	return &spec.Schema{SchemaProps: spec.SchemaProps{Type: []string{"object"}}}
}

// describe adds the type and all it leads to, and says what it is called.
func describe(of reflect.Type, ref common.ReferenceCallback, found map[string]common.OpenAPIDefinition) string {
	name := util.GetCanonicalTypeName(reflect.New(of).Interface())
	if _, known := found[name]; known {
		return name
	}
	found[name] = common.OpenAPIDefinition{}
	if schema, ok := opaque[of]; ok {
		found[name] = common.OpenAPIDefinition{Schema: schema}
		return name
	}
	schema := object()
	schema.Properties = map[string]spec.Schema{}
	needed := map[string]bool{}
	members(of, ref, found, schema.Properties, needed)
	dependencies := make([]string, 0, len(needed))
	for other := range needed {
		dependencies = append(dependencies, other)
	}
	found[name] = common.OpenAPIDefinition{Schema: *schema, Dependencies: dependencies}
	return name
}

func members(of reflect.Type, ref common.ReferenceCallback, found map[string]common.OpenAPIDefinition,
	into map[string]spec.Schema, needed map[string]bool) {
	for i := range of.NumField() {
		field := of.Field(i)
		tag, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if tag == "" && strings.Contains(options, "inline") {
			members(field.Type, ref, found, into, needed)
		} else if tag != "" && tag != "-" {
			schema := property(field.Type, ref, found, needed)
			listType(field.Name, &schema)
			into[tag] = schema
		}
	}
}

func property(of reflect.Type, ref common.ReferenceCallback, found map[string]common.OpenAPIDefinition,
	needed map[string]bool) spec.Schema {
	switch of.Kind() {
	case reflect.Pointer:
		return property(of.Elem(), ref, found, needed)
	case reflect.String:
		return *spec.StringProperty()
	case reflect.Bool:
		return *spec.BoolProperty()
	case reflect.Int, reflect.Int32, reflect.Int64:
		return *spec.Int64Property()
	case reflect.Map:
		values := property(of.Elem(), ref, found, needed)
		return *spec.MapProperty(&values)
	case reflect.Slice:
		items := property(of.Elem(), ref, found, needed)
		return *spec.ArrayProperty(&items)
	}
	name := describe(of, ref, found)
	needed[name] = true
	return spec.Schema{SchemaProps: spec.SchemaProps{Ref: ref(name)}}
}

// listType says how the lists of metadata are merged, as the markers on those types do.
func listType(field string, schema *spec.Schema) {
	switch field {
	case "Finalizers":
		schema.AddExtension("x-kubernetes-list-type", "set")
	case "OwnerReferences":
		schema.AddExtension("x-kubernetes-list-type", "map")
		schema.AddExtension("x-kubernetes-list-map-keys", []any{"uid"})
	case "ManagedFields":
		schema.AddExtension("x-kubernetes-list-type", "atomic")
	}
}
