// Run by `helm test` inside the cluster: is the service ready, does it deliver its page, does it start a login?
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';

const { SERVICE_URL: service, PUBLIC_URL: origin } = process.env;
const call = (path, options) => fetch(new URL(path, service), { signal: AbortSignal.timeout(10_000), ...options });
const startLogin = (from) =>
  call('/api/v1/logins', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: from },
    body: JSON.stringify({ username: `helm-test-${randomUUID()}` }),
  });

const ready = await call('/readyz');
assert.equal(ready.status, 200, 'the service is not ready');
assert.equal((await ready.json()).ready, true, 'the service is not ready');
console.log('ok: ready');

const page = await call('/');
assert.equal(page.status, 200, 'the login page is not delivered');
const script = /<script[^>]+src="([^"]+)"/.exec(await page.text());
assert.ok(script, 'the login page names no script');
assert.equal((await call(script[1])).status, 200, `the page's script ${script[1]} is not delivered`);
console.log('ok: login page and its script');

const login = await startLogin(origin);
assert.equal(login.status, 201, `a login cannot be started: ${login.status}`);
const { id, nonce, moves } = await login.json();
assert.ok(id && nonce, 'the login has no id or nonce');
assert.equal(new Set(moves).size, 2, 'the login does not ask for two different moves');
console.log(`ok: login started, asks for ${moves.join(' and ')}`);

const foreign = await startLogin('https://other.example');
assert.equal(foreign.status, 403, `a request from another origin is answered with ${foreign.status} instead of 403`);
console.log('ok: another origin is refused');
