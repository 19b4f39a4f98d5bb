package main

import (
	"context"
	"fmt"

	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/apiserver/pkg/registry/generic"
	"k8s.io/apiserver/pkg/registry/generic/registry"
	"k8s.io/apiserver/pkg/registry/rest"
	"k8s.io/apiserver/pkg/storage"
	"k8s.io/apiserver/pkg/storage/names"
)

// cats is the resource, with the short name and the category-free manners of the sample.
type cats struct {
	*registry.Store
}

func (cats) ShortNames() []string { return []string{"ct"} }

func newCats(getter generic.RESTOptionsGetter) (*cats, error) {
	rules := strategy{scheme, names.SimpleNameGenerator}
	resource := version.WithResource("cats").GroupResource()
	store := &registry.Store{
		NewFunc:                   func() runtime.Object { return &internalCat{} },
		NewListFunc:               func() runtime.Object { return &internalCatList{} },
		PredicateFunc:             match,
		DefaultQualifiedResource:  resource,
		SingularQualifiedResource: version.WithResource("cat").GroupResource(),
		CreateStrategy:            rules,
		UpdateStrategy:            rules,
		DeleteStrategy:            rules,
		TableConvertor:            rest.NewDefaultTableConvertor(resource),
	}
	if err := store.CompleteWithOptions(&generic.StoreOptions{RESTOptions: getter, AttrFunc: attributes}); err != nil {
		return nil, err
	}
	return &cats{store}, nil
}

func attributes(object runtime.Object) (labels.Set, fields.Set, error) {
	cat, ok := object.(*internalCat)
	if !ok {
		return nil, nil, fmt.Errorf("not a cat: %T", object)
	}
	return cat.Labels, generic.ObjectMetaFieldsSet(&cat.ObjectMeta, true), nil
}

func match(label labels.Selector, field fields.Selector) storage.SelectionPredicate {
	return storage.SelectionPredicate{Label: label, Field: field, GetAttrs: attributes}
}

// strategy has the rule of samples/cats: a cat has a name. Its status is left alone here, as a status subresource wants.
type strategy struct {
	runtime.ObjectTyper
	names.NameGenerator
}

func (strategy) NamespaceScoped() bool { return true }

func (strategy) PrepareForCreate(_ context.Context, object runtime.Object) {
	object.(*internalCat).Status = nil
}

func (strategy) PrepareForUpdate(_ context.Context, object, old runtime.Object) {
	object.(*internalCat).Status = old.(*internalCat).Status
}

func (strategy) Validate(_ context.Context, object runtime.Object) field.ErrorList {
	cat := object.(*internalCat)
	if cat.Spec == nil || cat.Spec.Name == "" {
		return field.ErrorList{field.Required(field.NewPath("spec", "name"), "must be specified")}
	}
	return nil
}

func (rules strategy) ValidateUpdate(ctx context.Context, object, _ runtime.Object) field.ErrorList {
	return rules.Validate(ctx, object)
}

func (strategy) AllowCreateOnUpdate() bool { return false }

func (strategy) AllowUnconditionalUpdate() bool { return true }

func (strategy) Canonicalize(runtime.Object) {}

func (strategy) WarningsOnCreate(context.Context, runtime.Object) []string { return nil }

func (strategy) WarningsOnUpdate(context.Context, runtime.Object, runtime.Object) []string { return nil }
