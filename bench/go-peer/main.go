// Command go-peer serves the cats of samples/cats with k8s.io/apiserver and etcd: what Outrigger is measured against.
// It has the options that every aggregated server in Go has; what would need a cluster to run in is left out.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/spf13/pflag"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/apiserver/pkg/endpoints/openapi"
	"k8s.io/apiserver/pkg/registry/rest"
	genericapiserver "k8s.io/apiserver/pkg/server"
	"k8s.io/apiserver/pkg/server/options"
	"k8s.io/apiserver/pkg/util/compatibility"
	"k8s.io/apiserver/pkg/util/feature"
	basecompatibility "k8s.io/component-base/compatibility"
)

var (
	scheme = runtime.NewScheme()
	codecs = serializer.NewCodecFactory(scheme)
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "go-peer:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if err := register(scheme); err != nil {
		return err
	}
	wanted := recommended()
	flags := pflag.NewFlagSet("go-peer", pflag.ContinueOnError)
	wanted.AddFlags(flags)
	if err := flags.Parse(args); err != nil {
		return err
	}
	config, err := configure(wanted)
	if err != nil {
		return err
	}
	server, err := config.Complete().New("go-peer", genericapiserver.NewEmptyDelegate())
	if err != nil {
		return err
	}
	if err := install(server, config); err != nil {
		return err
	}
	return server.PrepareRun().RunWithContext(genericapiserver.SetupSignalContext())
}

// recommended is what an aggregated server starts from, without a cluster to ask: tokens and access reviews are not
// looked up, client certificates and the privileged group decide.
func recommended() *options.RecommendedOptions {
	wanted := options.NewRecommendedOptions("/registry", codecs.LegacyCodec(version))
	wanted.Etcd.StorageConfig.EncodeVersioner =
		runtime.NewMultiGroupVersioner(version, schema.GroupKind{Group: version.Group})
	wanted.Authentication.RemoteKubeConfigFileOptional = true
	wanted.Authorization.RemoteKubeConfigFileOptional = true
	wanted.CoreAPI = nil
	wanted.Admission = nil
	wanted.Features.EnablePriorityAndFairness = false
	return wanted
}

func configure(wanted *options.RecommendedOptions) (*genericapiserver.RecommendedConfig, error) {
	if errs := wanted.Validate(); len(errs) > 0 {
		return nil, errs[0]
	}
	config := genericapiserver.NewRecommendedConfig(codecs)
	namer := openapi.NewDefinitionNamer(scheme)
	config.OpenAPIV3Config = genericapiserver.DefaultOpenAPIV3Config(definitions, namer)
	config.OpenAPIV3Config.Info.Title = "cats"
	// The definitions serve server-side apply; the documents themselves are not measured.
	config.SkipOpenAPIInstallation = true
	config.EffectiveVersion = compatibility.DefaultComponentGlobalsRegistry.
		EffectiveVersionFor(basecompatibility.DefaultKubeComponent)
	config.FeatureGate = feature.DefaultFeatureGate
	config.ShutdownDelayDuration = 0 * time.Second
	return config, wanted.ApplyTo(config)
}

func install(server *genericapiserver.GenericAPIServer, config *genericapiserver.RecommendedConfig) error {
	cats, err := newCats(config.RESTOptionsGetter)
	if err != nil {
		return err
	}
	group := genericapiserver.NewDefaultAPIGroupInfo(version.Group, scheme, metav1.ParameterCodec, codecs)
	group.VersionedResourcesStorageMap[version.Version] = map[string]rest.Storage{"cats": cats}
	return server.InstallAPIGroup(&group)
}
