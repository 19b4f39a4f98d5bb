// The informer of the official JavaScript client, as its documentation runs it: it is started again when it tells of an
// error. Says what it sees, line by line, until it is killed.
const k8s = require('@kubernetes/client-node');

const config = new k8s.KubeConfig();
config.loadFromDefault();
const api = config.makeApiClient(k8s.CustomObjectsApi);
const cats = { group: 'animal.skai.io', version: 'v1alpha1', namespace: 'default', plural: 'cats' };
const path = '/apis/animal.skai.io/v1alpha1/namespaces/default/cats';

const informer = k8s.makeInformer(config, path, () => api.listNamespacedCustomObject(cats));
for (const kind of ['add', 'update', 'delete']) {
  informer.on(kind, (cat) => console.log(kind, cat.metadata.name, cat.spec.name));
}
informer.on('connect', () => console.log('connect'));
informer.on('error', (error) => {
  console.log('error', error.code || error.message);
  setTimeout(() => informer.start(), 100);
});
informer.start();
