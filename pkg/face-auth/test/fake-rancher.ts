import { RancherApiError } from '../rancher/rancher-api-error.ts';
import type { RancherApi } from '../rancher/rancher-api.ts';
import type { Timing } from '../delivery/timing.ts';

type Answer = unknown;

export interface Sent {
  readonly method: string;
  readonly url: string;
  readonly data?: unknown;
}

/** Answers by URL, without `exclude=` and `limit=`: a value, a function that is asked each time, or an error that is thrown. 404 for the rest. */
export function fakeRancher(answers: Record<string, Answer>): RancherApi & { readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const answer = async<T>(method: string, url: string, data?: unknown): Promise<T> => {
    const place = url.replace(/[?&](exclude=metadata\.managedFields|limit=500)/, '');

    sent.push({
      method, url: place, data
    });
    const key = method === 'GET' ? place : `${ method } ${ place }`;
    const known = Object.hasOwn(answers, key) ? answers[key] : new RancherApiError(`not found: ${ key }`, 404);
    const now: unknown = typeof known === 'function' ? known(data) : known;

    if (now instanceof Error) {
      throw now;
    }

    return now as T;
  };

  return {
    sent,
    get:  (url) => answer('GET', url),
    post: (url, data) => answer('POST', url, data),
    put:  (url, data) => answer('PUT', url, data),
  };
}

export function list(...data: unknown[]): { data: unknown[] } {
  return { data };
}

/** A list as an API server of Kubernetes gives it. */
export function items(...objects: unknown[]): { items: unknown[] } {
  return { items: objects };
}

/** Waits pass at once, and move the clock. */
export function fastTiming(): Timing {
  let time = 0;

  return {
    now:  () => time,
    wait: async(ms) => {
      time += ms;
    },
  };
}
