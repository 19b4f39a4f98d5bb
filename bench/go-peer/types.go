package main

import (
	"unsafe"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/conversion"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var (
	version  = schema.GroupVersion{Group: "animal.skai.io", Version: "v1alpha1"}
	internal = schema.GroupVersion{Group: version.Group, Version: runtime.APIVersionInternal}
)

// Cat is the cat of samples/cats.
type Cat struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata,omitempty"`

	Spec   *CatSpec   `json:"spec,omitempty"`
	Status *CatStatus `json:"status,omitempty"`
}

// CatSpec is what is wanted of a cat.
type CatSpec struct {
	Name string `json:"name,omitempty"`
}

// CatStatus is what is seen of a cat.
type CatStatus struct {
	Mood string `json:"mood,omitempty"`
}

// CatList is a list of cats.
type CatList struct {
	metav1.TypeMeta `json:",inline"`
	metav1.ListMeta `json:"metadata,omitempty"`

	Items []Cat `json:"items"`
}

// What the types are called in OpenAPI, which is where server-side apply finds them.

func (Cat) OpenAPIModelName() string       { return "io.skai.animal.v1alpha1.Cat" }
func (CatSpec) OpenAPIModelName() string   { return "io.skai.animal.v1alpha1.CatSpec" }
func (CatStatus) OpenAPIModelName() string { return "io.skai.animal.v1alpha1.CatStatus" }
func (CatList) OpenAPIModelName() string   { return "io.skai.animal.v1alpha1.CatList" }

// Servers in Go hold objects in a version of their own. It has the same fields here, as it mostly does.
type (
	internalCat     Cat
	internalCatList struct {
		metav1.TypeMeta
		metav1.ListMeta
		Items []internalCat
	}
)

func (in *Cat) copyInto(out *Cat) {
	*out = *in
	in.ObjectMeta.DeepCopyInto(&out.ObjectMeta)
	if in.Spec != nil {
		spec := *in.Spec
		out.Spec = &spec
	}
	if in.Status != nil {
		status := *in.Status
		out.Status = &status
	}
}

func (in *Cat) DeepCopyObject() runtime.Object {
	out := new(Cat)
	in.copyInto(out)
	return out
}

func (in *internalCat) DeepCopyObject() runtime.Object {
	out := new(internalCat)
	(*Cat)(in).copyInto((*Cat)(out))
	return out
}

func (in *CatList) DeepCopyObject() runtime.Object {
	out := &CatList{TypeMeta: in.TypeMeta}
	in.ListMeta.DeepCopyInto(&out.ListMeta)
	if in.Items != nil {
		out.Items = make([]Cat, len(in.Items))
		for i := range in.Items {
			in.Items[i].copyInto(&out.Items[i])
		}
	}
	return out
}

func (in *internalCatList) DeepCopyObject() runtime.Object {
	return asInternal(asCats(in).DeepCopyObject().(*CatList))
}

// The lists are the same in memory; the generated conversions of Go's servers make use of it too.
func asCats(list *internalCatList) *CatList { return (*CatList)(unsafe.Pointer(list)) }

func asInternal(list *CatList) *internalCatList { return (*internalCatList)(unsafe.Pointer(list)) }

func register(scheme *runtime.Scheme) error {
	scheme.AddKnownTypeWithName(version.WithKind("Cat"), &Cat{})
	scheme.AddKnownTypeWithName(version.WithKind("CatList"), &CatList{})
	scheme.AddKnownTypeWithName(internal.WithKind("Cat"), &internalCat{})
	scheme.AddKnownTypeWithName(internal.WithKind("CatList"), &internalCatList{})
	metav1.AddToGroupVersion(scheme, version)
	metav1.AddToGroupVersion(scheme, schema.GroupVersion{Version: "v1"})
	scheme.AddUnversionedTypes(schema.GroupVersion{Version: "v1"},
		&metav1.Status{}, &metav1.APIVersions{}, &metav1.APIGroupList{}, &metav1.APIGroup{}, &metav1.APIResourceList{})
	return registerConversions(scheme)
}

func registerConversions(scheme *runtime.Scheme) error {
	for _, pair := range []struct {
		from, to any
		convert  conversion.ConversionFunc
	}{
		{(*Cat)(nil), (*internalCat)(nil), func(in, out any, _ conversion.Scope) error {
			*out.(*internalCat) = internalCat(*in.(*Cat))
			return nil
		}},
		{(*internalCat)(nil), (*Cat)(nil), func(in, out any, _ conversion.Scope) error {
			*out.(*Cat) = Cat(*in.(*internalCat))
			return nil
		}},
		{(*CatList)(nil), (*internalCatList)(nil), func(in, out any, _ conversion.Scope) error {
			*out.(*internalCatList) = *asInternal(in.(*CatList))
			return nil
		}},
		{(*internalCatList)(nil), (*CatList)(nil), func(in, out any, _ conversion.Scope) error {
			*out.(*CatList) = *asCats(in.(*internalCatList))
			return nil
		}},
	} {
		if err := scheme.AddGeneratedConversionFunc(pair.from, pair.to, pair.convert); err != nil {
			return err
		}
	}
	return scheme.SetVersionPriority(version)
}
