// What the official JavaScript client does with pods, against the server that KUBECONFIG names.
const assert = require('node:assert/strict');
const { PassThrough, Readable } = require('node:stream');
const { test } = require('node:test');
const k8s = require('@kubernetes/client-node');

const config = new k8s.KubeConfig();
config.loadFromDefault();
const exec = new k8s.Exec(config);

// What a stream says from now on.
function heard(stream) {
  const chunks = [];
  stream.on('data', (chunk) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}

// Runs the command to its end.
async function run(command, input = null) {
  const [out, err] = [new PassThrough(), new PassThrough()];
  const [said, complained] = [heard(out), heard(err)];
  const status = await new Promise((resolve, reject) => {
    exec.exec('default', 'tom', 'cat', command, out, err, input, false, resolve).catch(reject);
  });
  return { status, out: said(), err: complained() };
}

test('a command says what it is told', async () => {
  const { status, out } = await run(['echo', 'two words', 'three']);
  assert.equal(out, 'two words three\n');
  assert.equal(status.status, 'Success');
});

test('errors go apart', async () => {
  const { out, err } = await run(['complain']);
  assert.deepEqual({ out, err }, { out: '', err: 'oh no\n' });
});

test('the exit code is the command\'s', async () => {
  const { status } = await run(['exit', '42']);
  assert.equal(status.reason, 'NonZeroExitCode');
  assert.deepEqual(status.details.causes, [{ reason: 'ExitCode', message: '42' }]);
});

test('a refusal is told in its words', async () => {
  const { status } = await run(['refuse']);
  assert.equal(status.code, 400);
  assert.equal(status.message, 'the pod does not want to');
});

test('input is read to its end', async () => {
  const { status, out } = await run(['cat'], Readable.from(['meow\n', 'purr\n']));
  assert.equal(status.status, 'Success');
  assert.equal(out, 'meow\npurr\n');
});

test('what runs is attached to', async () => {
  const out = new PassThrough();
  const said = heard(out);
  const socket = await new k8s.Attach(config).attach('default', 'tom', 'cat', out, null, null, false);
  await new Promise((resolve) => socket.on('close', resolve));
  assert.equal(said(), 'attached to tom\n');
});

test('a log is shown as it is wanted', async () => {
  const out = new PassThrough();
  const said = heard(out);
  await new k8s.Log(config).log('default', 'tom', 'cat', out, { tailLines: 2, timestamps: true });
  await new Promise((resolve) => out.on('end', resolve));
  assert.equal(said(), '2026-11-28T12:01:00.000000000Z fed\n2026-11-28T12:02:00.000000000Z asleep\n');
});
