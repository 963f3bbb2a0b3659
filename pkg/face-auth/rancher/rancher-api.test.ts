import { describe, expect, it } from 'vitest';
import { fakeRancher, list } from '../test/fake-rancher.ts';
import { listKubernetes } from './kubernetes-api.ts';
import { toApiError } from './rancher-api-error.ts';
import { getIfThere, listAll, rancherApi } from './rancher-api.ts';

/** What the shell throws: the body, with the status as a property that is not enumerable. */
function refusal(status: number, body: object) {
  return Object.defineProperties({ ...body }, { _status: { value: status }, _statusText: { value: '' } });
}

describe('toApiError', () => {
  it.each([
    {
      name: 'a JSON body', thrown: refusal(409, { message: 'it exists already' }), message: 'Rancher answered 409: it exists already', status: 409
    },
    {
      name: 'a text body', thrown: refusal(500, { data: 'lost connection to cluster c-m-1' }), message: 'Rancher answered 500: lost connection to cluster c-m-1', status: 500
    },
    {
      name: 'an HTML body', thrown: refusal(502, { data: '<html><body><h1>Bad\nGateway</h1></body></html>' }), message: 'Rancher answered 502: Bad Gateway', status: 502
    },
    {
      name: 'an empty body', thrown: refusal(404, { data: '' }), message: 'not found, or you are not allowed to see it', status: 404
    },
    {
      name: 'a status written as text', thrown: { status: '401', message: '' }, message: 'you are not allowed to do this', status: 401
    },
    {
      name: 'a code alone', thrown: refusal(422, { code: 'InvalidCSRFToken' }), message: 'Rancher answered 422: InvalidCSRFToken', status: 422
    },
    {
      name: 'a forbidden request', thrown: refusal(403, { message: 'secrets is forbidden' }), message: 'you are not allowed to do this: secrets is forbidden', status: 403
    },
    {
      name: 'no reason at all', thrown: refusal(500, {}), message: 'Rancher answered 500 without a reason', status: 500
    },
    {
      name: 'a deadline', thrown: { code: 'ECONNABORTED', message: 'timeout of 10000ms exceeded' }, message: 'no answer within 10 seconds', status: undefined
    },
    {
      name: 'a lost network', thrown: new Error('Network Error'), message: 'Rancher cannot be reached', status: undefined
    },
    {
      name: 'something else', thrown: undefined, message: 'Rancher cannot be reached', status: undefined
    },
  ])('says $name in words', ({ thrown, message, status }) => {
    expect(toApiError(thrown, 10_000)).toMatchObject({ message, status });
  });

  it('cuts a body that is a whole page', () => {
    expect(toApiError(refusal(500, { data: 'x'.repeat(5000) }), 10_000).message.length).toBeLessThan(500);
  });
});

describe('rancherApi', () => {
  it('has a deadline, and does not log the user out for a 401 of one cluster', async() => {
    const requests: unknown[] = [];
    const api = rancherApi(async(action, request) => {
      requests.push([action, request]);

      return {};
    });

    await api.get('/v1/nodes');
    await api.post('/v1/things', { name: 'x' });

    expect(requests).toEqual([
      ['management/request', {
        url: '/v1/nodes', method: 'get', timeout: 10_000, redirectUnauthorized: false
      }],
      ['management/request', {
        url: '/v1/things', method: 'post', timeout: 30_000, redirectUnauthorized: false, data: { name: 'x' }
      }],
    ]);
  });

  it('turns what the shell throws into an error with a sentence', async() => {
    const api = rancherApi(() => Promise.reject(refusal(500, { data: 'cluster agent disconnected' })));

    await expect(api.get('/v1/nodes')).rejects.toThrow('Rancher answered 500: cluster agent disconnected');
  });
});

describe('listAll', () => {
  it('reads page by page', async() => {
    const api = fakeRancher({
      '/v1/nodes':            { data: ['a'], pagination: { next: '/v1/nodes?continue=x' } },
      '/v1/nodes?continue=x': list('b'),
    });

    expect(await listAll(api, '/v1/nodes')).toEqual(['a', 'b']);
  });

  it('does not take an answer without a list for an empty list', async() => {
    await expect(listAll(fakeRancher({ '/v1/nodes': {} }), '/v1/nodes')).rejects.toThrow('did not answer with a list');
  });
});

describe('listKubernetes', () => {
  it('reads page by page', async() => {
    const api = fakeRancher({
      '/k8s/clusters/c-1/api/v1/pods':                { items: ['a'], metadata: { continue: 'a=b' } },
      '/k8s/clusters/c-1/api/v1/pods&continue=a%3Db': { items: ['b'], metadata: { continue: '' } },
    });

    expect(await listKubernetes(api, 'c-1', 'api/v1/pods')).toEqual(['a', 'b']);
  });

  it('does not take an answer without a list for an empty list', async() => {
    await expect(listKubernetes(fakeRancher({ '/k8s/clusters/c-1/api/v1/pods': {} }), 'c-1', 'api/v1/pods')).rejects.toThrow('did not answer with a list');
  });
});

describe('getIfThere', () => {
  it('gives undefined for what is not there, and throws for what cannot be read', async() => {
    const api = fakeRancher({ '/v1/broken': toApiError(refusal(500, { data: 'broken' }), 1) });

    expect(await getIfThere(api, '/v1/none')).toBeUndefined();
    await expect(getIfThere(api, '/v1/broken')).rejects.toThrow('broken');
  });
});
