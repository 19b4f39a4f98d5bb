// The usual life of the official JavaScript client, against the server that KUBECONFIG names.
const assert = require('node:assert/strict');
const { beforeEach, test } = require('node:test');
const k8s = require('@kubernetes/client-node');

const config = new k8s.KubeConfig();
config.loadFromDefault();
const api = config.makeApiClient(k8s.CustomObjectsApi);
const objects = k8s.KubernetesObjectApi.makeApiClient(config);

const GROUP = { group: 'animal.skai.io', version: 'v1alpha1' };
const PATH = '/apis/animal.skai.io/v1alpha1/namespaces';
let tests = 0;
let cats;

// A namespace for each test.
beforeEach(() => {
  cats = { ...GROUP, namespace: `js-${process.pid}-${++tests}`, plural: 'cats' };
});

function cat(name, more = {}) {
  return {
    apiVersion: 'animal.skai.io/v1alpha1',
    kind: 'Cat',
    metadata: { name, namespace: cats.namespace, ...more },
    spec: { name },
  };
}

const create = (body, options = {}) => api.createNamespacedCustomObject({ ...cats, body, ...options });
const read = (name) => api.getNamespacedCustomObject({ ...cats, name });
const list = (options = {}) => api.listNamespacedCustomObject({ ...cats, ...options });
const remove = (name, options = {}) => api.deleteNamespacedCustomObject({ ...cats, name, ...options });
const as = (type) => k8s.setHeaderOptions('Content-Type', type);
const patch = (name, body, type, options = {}) =>
  api.patchNamespacedCustomObject({ ...cats, name, body, ...options }, as(type));
const names = (found) => found.items.map((one) => one.metadata.name);

// The promise must come to an error with that code and reason, whose Status is returned.
async function refused(code, reason, promise) {
  const error = await promise.then(
    (answer) => assert.fail(`not refused: ${JSON.stringify(answer)}`),
    (error) => error,
  );
  assert.ok(error instanceof k8s.ApiException, error);
  assert.equal(error.code, code);
  const status = typeof error.body === 'string' ? JSON.parse(error.body) : error.body;
  assert.equal(status.kind, 'Status');
  assert.equal(status.apiVersion, 'v1');
  assert.equal(status.status, 'Failure');
  assert.equal(status.code, code);
  assert.equal(status.reason, reason);
  return status;
}

test('the group, its version and its resources are discovered', async () => {
  const groups = await config.makeApiClient(k8s.ApisApi).getAPIVersions();
  const group = groups.groups.find((one) => one.name === 'animal.skai.io');
  assert.equal(group.preferredVersion.groupVersion, 'animal.skai.io/v1alpha1');

  const resources = (await api.getAPIResources(GROUP)).resources;
  assert.deepEqual(resources.map((one) => one.name).sort(), ['cats', 'cats/exec', 'cats/log', 'cats/scale', 'cats/status']);
  assert.equal(resources[0].kind, 'Cat');
  assert.equal(resources[0].namespaced, true);
  assert.deepEqual(resources[0].shortNames, ['ct']);

  const version = await config.makeApiClient(k8s.VersionApi).getCode();
  assert.equal(version.major, '1');
});

test('a cat is created, read, replaced and deleted', async () => {
  const created = await create(cat('tom'));
  assert.match(created.metadata.uid, /^[0-9a-f-]{36}$/);
  assert.equal(created.metadata.generation, 1);
  assert.deepEqual(await read('tom'), created);

  const replaced = await api.replaceNamespacedCustomObject({
    ...cats,
    name: 'tom',
    body: { ...created, spec: { name: 'Thomas' } },
  });
  assert.equal(replaced.spec.name, 'Thomas');
  assert.equal(replaced.metadata.generation, 2);
  assert.equal(replaced.metadata.uid, created.metadata.uid);

  const gone = await remove('tom');
  assert.equal(gone.status, 'Success');
  assert.deepEqual(gone.details, {
    name: 'tom',
    group: 'animal.skai.io',
    kind: 'cats',
    uid: created.metadata.uid,
  });
  await refused(404, 'NotFound', read('tom'));
});

test('a replacement of what was read too long ago is a conflict', async () => {
  const stale = await create(cat('tom'));
  await patch('tom', { metadata: { labels: { color: 'grey' } } }, k8s.PatchStrategy.MergePatch);
  const body = { ...stale, spec: { name: 'Thomas' } };
  const status = await refused(409, 'Conflict', api.replaceNamespacedCustomObject({ ...cats, name: 'tom', body }));
  assert.match(status.message, /^Operation cannot be fulfilled on cats\.animal\.skai\.io "tom": the object has been modified/);
  assert.equal((await read('tom')).spec.name, 'tom');
});

test('errors are a Status with the reason, the resource and the causes', async () => {
  await create(cat('tom'));
  const exists = await refused(409, 'AlreadyExists', create(cat('tom')));
  assert.equal(exists.message, 'cats.animal.skai.io "tom" already exists');
  const missing = await refused(404, 'NotFound', read('nobody'));
  assert.deepEqual(missing.details, { name: 'nobody', group: 'animal.skai.io', kind: 'cats' });
  const nameless = await refused(422, 'Invalid', create({ ...cat('felix'), spec: { name: '' } }));
  assert.deepEqual(nameless.details.causes, [
    { reason: 'FieldValueRequired', message: 'Required value: must be specified', field: 'spec.name' },
  ]);
  await refused(400, 'BadRequest', create({ ...cat('felix'), spec: { name: 'felix', tail: 1 } }, { fieldValidation: 'Strict' }));
  const media = await refused(415, 'UnsupportedMediaType', patch('tom', {}, 'application/x-tail'));
  assert.match(media.message, /application\/merge-patch\+json/);
});

test('lists are selected by labels and fields', async () => {
  await create(cat('a', { labels: { color: 'grey' } }));
  await create(cat('b', { labels: { color: 'white' } }));
  await create(cat('c'));
  assert.deepEqual(names(await list({ labelSelector: 'color in (grey,white)' })), ['a', 'b']);
  assert.deepEqual(names(await list({ labelSelector: '!color' })), ['c']);
  assert.deepEqual(names(await list({ fieldSelector: 'metadata.name=b' })), ['b']);
  const everywhere = await api.listCustomObjectForAllNamespaces({
    ...GROUP,
    plural: 'cats',
    fieldSelector: `metadata.namespace=${cats.namespace}`,
  });
  assert.equal(everywhere.kind, 'CatList');
  assert.deepEqual(names(everywhere), ['a', 'b', 'c']);
  await refused(400, 'BadRequest', list({ labelSelector: 'color in' }));
});

test('a list comes in pages of one moment', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e']) await create(cat(name));
  const first = await list({ limit: 2 });
  assert.deepEqual(names(first), ['a', 'b']);
  assert.equal(first.metadata.remainingItemCount, 3);
  await create(cat('bb'));
  const second = await list({ limit: 2, _continue: first.metadata.continue });
  assert.deepEqual(names(second), ['c', 'd']);
  assert.equal(second.metadata.resourceVersion, first.metadata.resourceVersion);
  const last = await list({ limit: 2, _continue: second.metadata.continue });
  assert.deepEqual(names(last), ['e']);
  assert.equal(last.metadata.continue || '', '');
});

test('a cat is patched in every way', async () => {
  await create(cat('tom', { labels: { color: 'grey' } }));
  const merged = await patch('tom', { metadata: { labels: { color: null, size: 'big' } } }, k8s.PatchStrategy.MergePatch);
  assert.deepEqual(merged.metadata.labels, { size: 'big' });
  const jsonPatch = [
    { op: 'test', path: '/spec/name', value: 'tom' },
    { op: 'replace', path: '/spec/name', value: 'Tommy' },
  ];
  assert.equal((await patch('tom', jsonPatch, k8s.PatchStrategy.JsonPatch)).spec.name, 'Tommy');
  await refused(422, 'Invalid', patch('tom', jsonPatch, k8s.PatchStrategy.JsonPatch));
  const strategic = await patch('tom', { spec: { name: 'Thomas' } }, k8s.PatchStrategy.StrategicMergePatch);
  assert.equal(strategic.spec.name, 'Thomas');
  const stale = { metadata: { resourceVersion: merged.metadata.resourceVersion }, spec: { name: 'late' } };
  await refused(409, 'Conflict', patch('tom', stale, k8s.PatchStrategy.MergePatch));
});

test('fields are applied by the server, and two who disagree are in conflict', async () => {
  const apply = (fieldManager, name, more = {}) =>
    patch('tom', { ...cat('tom'), spec: { name } }, k8s.PatchStrategy.ServerSideApply, { fieldManager, ...more });
  const applied = await apply('alice', 'Tom');
  assert.equal(applied.metadata.managedFields[0].manager, 'alice');
  assert.equal(applied.metadata.managedFields[0].operation, 'Apply');
  assert.equal((await apply('alice', 'Tom')).metadata.resourceVersion, applied.metadata.resourceVersion);

  const status = await refused(409, 'Conflict', apply('bob', 'Bob'));
  assert.equal(status.details.causes[0].reason, 'FieldManagerConflict');
  assert.equal(status.details.causes[0].field, '.spec.name');
  assert.equal((await apply('bob', 'Bob', { force: true })).spec.name, 'Bob');
});

test('the status is read and written apart', async () => {
  const created = await create(cat('tom'));
  const name = { ...cats, name: 'tom' };
  const seen = await api.patchNamespacedCustomObjectStatus(
    { ...name, body: { status: { mood: 'good' }, spec: { name: 'ignored' } } },
    as(k8s.PatchStrategy.MergePatch),
  );
  assert.deepEqual([seen.status.mood, seen.spec.name, seen.metadata.generation], ['good', 'tom', 1]);
  await refused(
    409,
    'Conflict',
    api.replaceNamespacedCustomObjectStatus({ ...name, body: { ...created, status: { mood: 'late' } } }),
  );
  await api.replaceNamespacedCustomObjectStatus({ ...name, body: { ...seen, status: { mood: 'better' } } });
  assert.equal((await api.getNamespacedCustomObjectStatus(name)).status.mood, 'better');
});

test('a cat with a finalizer is deleted in two steps', async () => {
  const created = await create(cat('tom', { finalizers: ['animal.skai.io/nap'] }));
  await refused(409, 'Conflict', remove('tom', { body: { preconditions: { uid: 'another' } } }));
  const ending = await remove('tom', { body: { preconditions: { uid: created.metadata.uid } }, gracePeriodSeconds: 0 });
  assert.ok(ending.metadata.deletionTimestamp);
  assert.equal((await read('tom')).metadata.uid, created.metadata.uid);
  await patch('tom', [{ op: 'remove', path: '/metadata/finalizers' }], k8s.PatchStrategy.JsonPatch);
  await refused(404, 'NotFound', read('tom'));
});

test('a collection is deleted by its selector', async () => {
  await create(cat('a', { labels: { color: 'grey' } }));
  await create(cat('b'));
  await api.deleteCollectionNamespacedCustomObject({ ...cats, labelSelector: 'color=grey' });
  assert.deepEqual(names(await list()), ['b']);
});

test('a dry run changes nothing', async () => {
  assert.equal((await create(cat('tom'), { dryRun: 'All' })).spec.name, 'tom');
  await refused(404, 'NotFound', read('tom'));
  await create(cat('tom'));
  await remove('tom', { dryRun: 'All' });
  assert.equal((await read('tom')).spec.name, 'tom');
});

test('objects of any kind are written through discovery', async () => {
  const made = await objects.create(cat('tom'));
  assert.equal((await objects.read(made)).metadata.uid, made.metadata.uid);
  const merge = k8s.PatchStrategy.MergePatch;
  const patched = await objects.patch({ ...cat('tom'), spec: { name: 'Thomas' } }, undefined, undefined, undefined, undefined, merge);
  assert.equal(patched.spec.name, 'Thomas');
  const applied = await objects.patch(cat('felix'), undefined, undefined, 'js', true, k8s.PatchStrategy.ServerSideApply);
  assert.equal(applied.metadata.name, 'felix');
  const replaced = await objects.replace({ ...patched, metadata: { ...made.metadata, resourceVersion: patched.metadata.resourceVersion } });
  assert.equal(replaced.metadata.resourceVersion, patched.metadata.resourceVersion);
  const found = await objects.list('animal.skai.io/v1alpha1', 'Cat', cats.namespace);
  assert.deepEqual(names(found), ['felix', 'tom']);
  assert.equal((await objects.delete(made)).status, 'Success');
  await refused(404, 'NotFound', objects.read(made));
});

test('a watch tells what happened, and ends at its time', async () => {
  const start = (await list()).metadata.resourceVersion;
  const events = [];
  let wake = () => {};
  const told = async (count) => {
    while (events.length < count) await new Promise((resolve) => (wake = resolve));
  };
  let ended;
  const end = new Promise((resolve) => (ended = resolve));
  const query = { resourceVersion: start, labelSelector: 'color=grey', allowWatchBookmarks: true, timeoutSeconds: 2 };
  await new k8s.Watch(config).watch(
    `${PATH}/${cats.namespace}/cats`,
    query,
    (type, object) => {
      if (type !== 'BOOKMARK') events.push(`${type} ${object.metadata.name} ${object.spec.name}`);
      wake();
    },
    ended,
  );
  await create(cat('tom', { labels: { color: 'grey' } }));
  await create(cat('felix'));
  await patch('tom', { spec: { name: 'Thomas' } }, k8s.PatchStrategy.MergePatch);
  await patch('tom', { metadata: { labels: null } }, k8s.PatchStrategy.MergePatch);
  await told(3);
  assert.deepEqual(events, ['ADDED tom tom', 'MODIFIED tom Thomas', 'DELETED tom Thomas']);
  assert.equal(await end, null);
});

test('a watch from a revision that is not a number is refused', async () => {
  const path = `${PATH}/${cats.namespace}/cats`;
  const error = await new Promise((resolve) => new k8s.Watch(config).watch(path, { resourceVersion: 'x' }, () => {}, resolve));
  assert.equal(error.statusCode, 400);
});

test('an informer knows every cat there is, and tells of each change', async () => {
  await create(cat('tom'));
  const path = `${PATH}/${cats.namespace}/cats`;
  const informer = k8s.makeInformer(config, path, () => list());
  const events = [];
  let wake = () => {};
  const told = async (event) => {
    while (!events.includes(event)) await new Promise((resolve) => (wake = resolve));
  };
  for (const kind of ['add', 'update', 'delete']) {
    informer.on(kind, (one) => {
      events.push(`${kind} ${one.metadata.name} ${one.spec.name}`);
      wake();
    });
  }
  const errors = [];
  informer.on('error', (error) => errors.push(error));
  await informer.start();
  await told('add tom tom');
  await create(cat('felix'));
  await told('add felix felix');
  await patch('felix', { spec: { name: 'Felix' } }, k8s.PatchStrategy.MergePatch);
  await told('update felix Felix');
  assert.equal(informer.get('felix', cats.namespace).spec.name, 'Felix');
  await remove('tom');
  await told('delete tom tom');
  assert.deepEqual(informer.list(cats.namespace).map((one) => one.metadata.name), ['felix']);
  assert.deepEqual(errors, []);
  await informer.stop();
});
